package org.sngateway.gateway.config;

import java.time.Duration;
import java.util.List;

/**
 * One UDP port that devices speak to.
 *
 * @param allow who is listened to at all
 * @param receiveBuffer octets asked of the kernel
 * @param maxPacketSize octets of the largest datagram that is read
 */
public record ListenerConfig(
        String name, HostPort bind, Networks allow, int receiveBuffer, int maxPacketSize, Discovery discovery) {

    /**
     * How devices find this gateway (MQTT-SN 1.2 s.6.1).
     *
     * @param groups multicast groups, where SEARCHGW is heard and ADVERTISE is sent
     * @param interfaces where the groups are joined; empty for every interface that can multicast
     * @param hopLimit of what is sent to the groups
     */
    public record Discovery(
            boolean advertise,
            Duration advertiseInterval,
            List<HostPort> groups,
            List<String> interfaces,
            int hopLimit) {

        /** Whether the group is one that is there when nobody asks for any. */
        public static boolean isDefault(HostPort group) {
            return ListenerOptions.DEFAULT_GROUPS.contains(group.text());
        }
    }
}
