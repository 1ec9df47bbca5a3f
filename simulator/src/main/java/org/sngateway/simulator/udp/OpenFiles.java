package org.sngateway.simulator.udp;

import com.sun.management.UnixOperatingSystemMXBean;
import org.sngateway.simulator.fleet.port.SiteException;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Locale;

/** How many files, and so sockets, the system lets this program have open; and what to say when it has no more. */
public final class OpenFiles {
    /** What the program itself has open: jars, native libraries, event loops, reports. */
    private static final long OWN = 200;

    private OpenFiles() {}

    /** Refuses, with one sentence, a run of so many sockets that this program may not open. */
    public static void check(long sockets) {
        check(sockets, limit());
    }

    static void check(long sockets, long limit) {
        if (sockets + OWN > limit) {
            throw new SiteException(sockets + " devices need a socket each, but this program may have only " + limit
                    + " files open: raise the limit with \"ulimit -n " + (sockets + OWN) + "\" and start it again.");
        }
    }

    private static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private static long open() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    static SiteException cannotOpen(InetSocketAddress gateway, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("too many open files")) {
            return new SiteException(
                    "The system lets this program have no more sockets: " + open() + " files are open of " + limit()
                            + " that \"ulimit -n\" allows; every device needs one, and the program itself " + OWN + ".",
                    cause);
        }
        if (lower.contains("address already in use") || lower.contains("temporarily unavailable")) {
            return new SiteException(
                    "The system has no more free UDP ports on one address: spread the devices over several with"
                            + " --sources (" + reason + ").",
                    cause);
        }
        return new SiteException("Cannot open a UDP socket to " + gateway + ": " + reason + ".", cause);
    }
}
