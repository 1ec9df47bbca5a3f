package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** Datagrams of some time as a pcap file in memory. Confined to one thread. */
public final class Capture {
    private static final int PACKETS_AT_ONCE = 1000;

    /**
     * What is to be recorded.
     *
     * @param clientId only of this device; {@code null} for all
     * @param from only from and to these addresses, as text; {@code null} for all
     * @param untilNanos when it ends, nanoseconds since 1970
     * @param octetsMax of the file; the first datagram that does not fit ends it
     */
    public record Order(@Nullable String clientId, @Nullable String from, long untilNanos, int octetsMax) {}

    private final String id;
    private final Order order;
    private final TraceTap tap;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private boolean running = true;
    private int packets;

    Capture(String id, Order order, TraceTap tap) {
        this.id = id;
        this.order = order;
        this.tap = tap;
        file.writeBytes(PcapFormat.header());
    }

    public String id() {
        return id;
    }

    public Order order() {
        return order;
    }

    /** How many datagrams are in the file. */
    public int packets() {
        return packets;
    }

    /** How large the file is. */
    public int octets() {
        return file.size();
    }

    public boolean isRunning() {
        return running;
    }

    /**
     * Takes what was seen since the last call.
     *
     * @param gateway where the gateway is as a device sees it, as text
     */
    void collect(long nowNanos, Function<Peer.Udp, String> gateway) {
        for (TracePacket packet : running ? tap.take(PACKETS_AT_ONCE) : List.<TracePacket>of()) {
            InetSocketAddress there = Endpoints.of(packet.peer().endpoint().text());
            InetSocketAddress here = Endpoints.of(gateway.apply(packet.peer().endpoint()));
            if (packet.octets().isEmpty() || there == null || here == null) {
                continue;
            }
            byte[] octets = PcapFormat.packet(
                    packet.atNanos(),
                    packet.isUp() ? there : here,
                    packet.isUp() ? here : there,
                    packet.octets().toByteArray());
            if (file.size() + octets.length > order.octetsMax()) {
                end();
                return;
            }
            file.writeBytes(octets);
            packets++;
        }
        if (nowNanos >= order.untilNanos()) {
            end();
        }
    }

    void end() {
        running = false;
        tap.close();
    }

    /** The file as far as it is written. */
    public byte[] file() {
        return file.toByteArray();
    }
}
