package org.sngateway.simulator.load;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.udp.SourceAddresses;

/**
 * How many devices of what kind.
 *
 * @param topicPrefix device n publishes to {@code prefix/n}
 * @param clientIdPrefix device n is called {@code prefixn}
 * @param forwarders sockets that the devices share as forwarded nodes; 0 gives every device its own
 * @param windowMessagesMax QoS 1 and 2 messages a device may have outstanding
 */
public record LoadShape(
        int devices,
        int forwarders,
        SourceAddresses sources,
        String topicPrefix,
        String clientIdPrefix,
        Qos qos,
        int windowMessagesMax,
        int keepAliveSeconds,
        long retryNanos) {

    String topic(int index) {
        return topicPrefix + "/" + index;
    }

    /** The same with another number of devices. */
    LoadShape ofDevices(int count) {
        return new LoadShape(
                count,
                forwarders,
                sources,
                topicPrefix,
                clientIdPrefix,
                qos,
                windowMessagesMax,
                keepAliveSeconds,
                retryNanos);
    }
}
