package org.sngateway.gateway.view.trace;

import org.sngateway.gateway.session.port.Peer;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** Datagrams of some time as a pcap file in memory. Confined to one thread. */
public final class Capture {
    private static final int PACKETS_AT_ONCE = 1000;

    private final String id;
    private final long untilNanos;
    private final int octetsMax;
    private final TraceTap tap;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private boolean running = true;

    /**
     * @param untilNanos when it ends, nanoseconds since 1970
     * @param octetsMax of the file; the first datagram that does not fit ends it
     */
    Capture(String id, long untilNanos, int octetsMax, TraceTap tap) {
        this.id = id;
        this.untilNanos = untilNanos;
        this.octetsMax = octetsMax;
        this.tap = tap;
        file.writeBytes(PcapFormat.header());
    }

    public String id() {
        return id;
    }

    public long untilNanos() {
        return untilNanos;
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
            if (file.size() + octets.length > octetsMax) {
                end();
                return;
            }
            file.writeBytes(octets);
        }
        if (nowNanos >= untilNanos) {
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
