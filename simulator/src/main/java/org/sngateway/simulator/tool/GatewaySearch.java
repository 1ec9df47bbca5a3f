package org.sngateway.simulator.tool;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of the gateways while they are searched for (MQTT-SN 1.2 s.6.1). Reads no clock. */
final class GatewaySearch {
    /** The time to the second SEARCHGW; from then on it doubles (SN12-DSC-09). */
    static final long FIRST_REPEAT_NANOS = 1_000_000_000L;

    /** SEARCHGW has not been sent, or no GWINFO has come. */
    private static final long UNKNOWN = FoundGateway.UNKNOWN;

    private final Map<String, FoundGateway> found = new LinkedHashMap<>();
    private long sentNanos = UNKNOWN;
    private long searchNanos;
    private long intervalNanos = FIRST_REPEAT_NANOS;

    /** When SEARCHGW is due. */
    long searchNanos() {
        return searchNanos;
    }

    void onSearched(long nowNanos) {
        sentNanos = nowNanos;
        searchNanos = nowNanos + intervalNanos;
        intervalNanos *= 2;
    }

    /** @param via the group or address where it was heard */
    void onMessage(SnMessage message, InetSocketAddress source, String via, long nowNanos) {
        if (message instanceof GwInfo info) {
            String address = info.gwAdd().isEmpty() ? HostPort.text(source) : told(info.gwAdd());
            String key = info.gwId() + " " + address;
            FoundGateway known = found.get(key);
            long rttNanos = sentNanos == UNKNOWN ? UNKNOWN : nowNanos - sentNanos;
            if (known == null) {
                found.put(key, new FoundGateway(info.gwId(), address, rttNanos, FoundGateway.UNKNOWN, via));
            } else if (known.rttNanos() == FoundGateway.UNKNOWN) {
                found.put(key, known.withRtt(rttNanos));
            }
        } else if (message instanceof Advertise advertise) {
            String key = advertise.gwId() + " " + HostPort.text(source);
            FoundGateway known = found.get(key);
            found.put(
                    key,
                    known == null
                            ? new FoundGateway(
                                    advertise.gwId(),
                                    HostPort.text(source),
                                    FoundGateway.UNKNOWN,
                                    advertise.durationSeconds(),
                                    via)
                            : known.withAdvertised(advertise.durationSeconds()));
        }
    }

    /** A device tells the address of its gateway; how it is written depends on the network. */
    private static String told(Octets address) {
        int length = address.length();
        if (length == 4 || length == 16) {
            try {
                return InetAddress.getByAddress(address.toByteArray()).getHostAddress() + " (told by a device)";
            } catch (UnknownHostException wrongLength) {
                throw new IllegalStateException(wrongLength);
            }
        }
        return "0x" + address.toString().replace(" ", "") + " (told by a device)";
    }

    List<FoundGateway> found() {
        return new ArrayList<>(found.values());
    }
}
