package org.sngateway.simulator.crash;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while whoever listens on them is down: below those which Linux gives to every other socket, from 32768
 * on.
 */
final class KeptPorts {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private KeptPorts() {}

    /** Something that can be bound to a port of the loopback address, and let go again. */
    private interface Trial {
        AutoCloseable bind(int port, InetAddress loopback) throws IOException;
    }

    static int tcp() {
        return free("TCP", (port, loopback) -> new ServerSocket(port, 1, loopback));
    }

    static int udp() {
        return free("UDP", DatagramSocket::new);
    }

    private static int free(String protocol, Trial trial) {
        String reason = "";
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (AutoCloseable bound = trial.bind(port, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (Exception taken) {
                reason = String.valueOf(taken.getMessage());
            }
        }
        throw new CrashException("there is no free " + protocol + " port: " + reason);
    }
}
