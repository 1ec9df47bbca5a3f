package org.sngateway.gateway.view;

import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A forwarder, and the devices that were last heard through it.
 *
 * @param address of the forwarder
 * @param traffic of all these devices
 * @param nodes in the order of their ids
 */
public record ForwarderView(String address, Traffic traffic, List<Node> nodes) {

    /**
     * What devices exchanged with the gateway since it started, or since their session began: by way of this forwarder, and
     * before they came to it. What is lost on the way to the gateway it cannot count; what it sends again, because no answer
     * came in time, shows that a message, its answer or the time was lost.
     *
     * @param retransmissions of {@code datagramsDown}, those that were sent again
     */
    public record Traffic(long datagramsUp, long datagramsDown, long retransmissions) {
        static final Traffic NONE = new Traffic(0, 0, 0);

        static Traffic of(ClientTraffic device) {
            return new Traffic(device.datagramsUp(), device.datagramsDown(), device.retransmissions());
        }

        Traffic and(Traffic other) {
            return new Traffic(
                    datagramsUp + other.datagramsUp,
                    datagramsDown + other.datagramsDown,
                    retransmissions + other.retransmissions);
        }

        /** The share of what was sent; 0 when nothing was. */
        public double retransmissionPercent() {
            return datagramsDown == 0 ? 0 : 100.0 * retransmissions / datagramsDown;
        }
    }

    /** @param node the forwarder's name for the device, in hexadecimal */
    public record Node(String node, String clientId, StateName state, Traffic traffic) {}

    /** All of them, in the order of their addresses. */
    public static List<ForwarderView> of(GatewayView view) {
        SortedMap<String, List<Node>> byAddress = new TreeMap<>();
        for (ClientRow row : view.clients().values()) {
            if (row.connection().peer() instanceof Peer.Forwarded peer) {
                byAddress
                        .computeIfAbsent(peer.forwarder().text(), address -> new ArrayList<>())
                        .add(new Node(
                                peer.node(), row.clientId(), row.standing().state(), Traffic.of(row.traffic())));
            }
        }
        List<ForwarderView> forwarders = new ArrayList<>();
        byAddress.forEach((address, nodes) -> {
            nodes.sort(Comparator.comparing(Node::node));
            Traffic sum = nodes.stream().map(Node::traffic).reduce(Traffic.NONE, Traffic::and);
            forwarders.add(new ForwarderView(address, sum, List.copyOf(nodes)));
        });
        return forwarders;
    }
}
