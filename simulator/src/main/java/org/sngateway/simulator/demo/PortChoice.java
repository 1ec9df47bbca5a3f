package org.sngateway.simulator.demo;

import org.sngateway.simulator.tool.HostPort;
import org.sngateway.simulator.tool.ToolException;
import org.sngateway.simulator.tool.ToolExit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Ports to try in turn.
 *
 * @param option the command line option that a user would change
 */
public record PortChoice(List<Integer> ports, String option) {
    /** The port of MQTT and MQTT-SN, and what is taken when something else listens there already; at last any free one. */
    private static final List<Integer> USUAL = List.of(1883, 18830, 18831, 18832, 18833, 0);

    private static final List<Integer> USUAL_FOR_PAGES = List.of(8080, 18080, 18081, 18082, 18083, 0);

    /** The usual ones, unless {@code given} is not negative: then this and no other. */
    public static PortChoice of(int given, String option) {
        return new PortChoice(given < 0 ? USUAL : List.of(given), option);
    }

    /** Those of the pages for a browser, in the same way. */
    public static PortChoice ofPages(int given, String option) {
        return new PortChoice(given < 0 ? USUAL_FOR_PAGES : List.of(given), option);
    }

    /** Whether this port is taken because the first one was not to be had. */
    boolean isNextBest(int port) {
        return ports.size() > 1 && port != ports.get(0);
    }

    /** The first UDP port that can be had at this address; 0 stands for any. */
    int udp(String bind) {
        InetAddress address =
                new HostPort(bind, HostPort.DEFAULT_PORT).resolve().getAddress();
        return first("UDP " + bind, port -> canBindUdp(address, port));
    }

    /** The first TCP port that can be had at the loopback address; 0 stands for any. */
    int tcp() {
        return first("TCP 127.0.0.1", PortChoice::canBindTcp);
    }

    int first(String where, IntPredicate isFree) {
        return ports.stream()
                .filter(isFree::test)
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        ToolExit.CANNOT_BIND, "cannot listen on " + where + ":" + ports.get(0) + " (" + option + ")"));
    }

    private static boolean canBindUdp(InetAddress address, int port) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean canBindTcp(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
