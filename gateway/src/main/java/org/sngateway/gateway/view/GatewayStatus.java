package org.sngateway.gateway.view;

import java.util.List;
import java.util.Map;

/**
 * How the gateway is, at about one moment: what a screen of it shows. Immutable. Times are nanoseconds since 1970, or {@link
 * org.sngateway.gateway.session.view.ClientRow#NONE}. A rate is a number a second, NaN while it is not known.
 *
 * @param notReadyReason why devices' messages do not reach the broker, in one word; empty when they do
 */
public record GatewayStatus(
        Identity gateway,
        String notReadyReason,
        List<Listener> listeners,
        Broker broker,
        Sums sums,
        Traffic traffic,
        Storage storage,
        Memory memory) {

    /** @param runtime what it runs on, such as {@code java 17.0.12} */
    public record Identity(
            String name,
            String version,
            int gwId,
            List<String> protocols,
            String mode,
            String runtime,
            long startedNanos,
            long uptimeSeconds) {}

    /**
     * @param receivedDatagrams that were MQTT-SN messages, and those that were not
     * @param receivedOctets of all of them
     * @param groups multicast groups that it listens to
     */
    public record Listener(
            String name,
            String transport,
            String address,
            long receivedDatagrams,
            long sentDatagrams,
            long receivedOctets,
            long sentOctets,
            double receivedPerSecond,
            double sentPerSecond,
            List<Group> groups) {}

    /**
     * A multicast group, which devices look for gateways in.
     *
     * @param interfaces on which it is joined, by name
     * @param problem why not on more; empty when there is none
     */
    public record Group(String address, List<String> interfaces, String problem) {}

    /** Whether there is a broker to be had. */
    public enum BrokerState {
        CONNECTED,
        /** It answers, and does not let this gateway in. */
        REFUSED,
        UNREACHABLE
    }

    /**
     * @param url without user name or password
     * @param sinceNanos when this state was first seen
     * @param detail one line on what is wrong; empty when nothing is
     * @param spooledMessages of devices that are stored until the broker takes them
     */
    public record Broker(
            String url,
            BrokerState state,
            long sinceNanos,
            String detail,
            long spooledMessages,
            long spooledOldestNanos) {}

    /**
     * Since the gateway started.
     *
     * @param uplinks messages of devices that were taken for the broker
     * @param downlinks messages that were sent to devices, each once
     * @param sent MQTT-SN messages of all kinds, repetitions as well
     * @param retransmissions of those, the ones that were sent again because no answer came
     * @param dropped datagrams and messages that came to nothing, by reason; only reasons that occurred
     */
    public record Traffic(
            long uplinks,
            long downlinks,
            long sent,
            long retransmissions,
            Map<String, Long> dropped,
            double uplinksPerSecond,
            double downlinksPerSecond) {}

    /**
     * @param enabled whether sessions outlive the process
     * @param healthy whether what is written gets there; {@code true} when nothing is
     * @param writtenOctets -1 where the system does not count them
     */
    public record Storage(boolean enabled, boolean healthy, long writtenOctets) {}

    public record Memory(long heapUsedOctets, long heapMaxOctets) {}
}
