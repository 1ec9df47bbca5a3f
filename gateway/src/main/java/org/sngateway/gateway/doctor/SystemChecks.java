package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the program itself needs of the system. */
final class SystemChecks {
    /** This program is younger. */
    private static final Instant SURELY_PAST = Instant.parse("2026-01-01T00:00:00Z");

    /** Descriptors beside those of the devices' connections. */
    private static final int DESCRIPTORS_OWN = 200;

    private static final long FREE_OCTETS_MIN = 100L << 20;

    private SystemChecks() {}

    /** Whether every device can have its connection to the broker. */
    static List<Finding> descriptors(Machine machine, GatewayConfig config) {
        String most = machine.text("/proc/self/limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .findFirst()
                .orElse("");
        long limit = most.equals("unlimited") ? Long.MAX_VALUE : KernelChecks.number(most);
        long wanted = config.sessions().maxClients() + (long) DESCRIPTORS_OWN;
        if (limit < 0) {
            return List.of();
        }
        if (limit >= wanted) {
            return List.of(Finding.ok("system", "descriptors", "enough files can be open for all devices"));
        }
        return List.of(Finding.warning(
                "system",
                "descriptors",
                "a process may have " + limit + " files open; sessions.max_clients = "
                        + config.sessions().maxClients() + " devices need " + wanted,
                "LimitNOFILE=" + wanted + " in the systemd unit, or ulimit -n " + wanted));
    }

    /** Whether the clock can be right: expiry of messages and all times that are shown depend on it. */
    static List<Finding> clock(Machine machine, GatewayConfig config) {
        if (machine.now().isBefore(SURELY_PAST)) {
            return List.of(Finding.fault(
                    "system",
                    "clock",
                    "the clock says " + machine.now() + ": messages would expire at once when it jumps",
                    "timedatectl set-ntp true, or start the gateway after time-sync.target"));
        }
        boolean timesyncd = machine.exists("/run/systemd/timesync");
        if (timesyncd && !machine.exists("/run/systemd/timesync/synchronized")) {
            return List.of(Finding.warning(
                    "system",
                    "clock",
                    "the clock is not synchronised yet",
                    "timedatectl timesync-status; a board without a clock of its own starts in the past"));
        }
        return List.of(Finding.ok("system", "clock", "the clock says " + machine.now()));
    }

    /** What the sessions are stored on. */
    static List<Finding> storage(Machine machine, GatewayConfig config) {
        if (!config.storage().sessions()) {
            return List.of(Finding.note("system", "storage", "nothing is stored: storage.sessions is false"));
        }
        Path place = machine.place(config.storage().dir());
        Mounts.Mount mount = Mounts.of(machine.text("/proc/self/mountinfo"), place);
        List<Finding> findings = new ArrayList<>();
        if (mount != null && mount.type().equals("tmpfs")) {
            findings.add(Finding.warning(
                    "system",
                    "storage",
                    "storage.dir is in memory (" + place + "): what devices were promised is gone after a power cut",
                    "put storage.dir on a disk"));
        } else if (mount != null && mount.source().contains("mmcblk")) {
            findings.add(Finding.note(
                    "system",
                    "storage",
                    "storage.dir is on an SD card (" + mount.source() + "); how much is written: metric "
                            + "sn_gateway_storage_written_bytes_total"));
        } else {
            findings.add(Finding.ok("system", "storage", "storage.dir is at " + place));
        }
        long free = machine.freeOctets(config.storage().dir());
        if (free >= 0 && free < FREE_OCTETS_MIN) {
            findings.add(Finding.warning(
                    "system",
                    "space",
                    (free >> 20) + " MiB are free for storage.dir",
                    "make room: with a full disk devices are refused what would have to be kept"));
        }
        return findings;
    }

    /** Whether the Java runtime compiles: an interpreter is twenty times slower. */
    static List<Finding> runtime(Machine machine, GatewayConfig config) {
        String info = machine.property("java.vm.info");
        String name = machine.property("java.vm.name");
        if (info.contains("interpreted") || name.contains("Zero")) {
            return List.of(Finding.warning(
                    "system",
                    "runtime",
                    name + " (" + info + ") does not compile",
                    "install a JDK with HotSpot's compilers for this processor, such as Temurin's or Debian's"));
        }
        return List.of(Finding.ok("system", "runtime", name + " " + machine.property("java.version") + ", " + info));
    }

    static List<Finding> all(Machine machine, GatewayConfig config) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(descriptors(machine, config));
        findings.addAll(clock(machine, config));
        findings.addAll(storage(machine, config));
        findings.addAll(runtime(machine, config));
        return findings;
    }
}
