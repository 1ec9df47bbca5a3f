package org.sngateway.gateway.view;

import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A forwarder, and the devices that were last heard through it.
 *
 * @param address of the forwarder
 * @param nodes in the order of their ids
 */
public record ForwarderView(String address, List<Node> nodes) {

    /** @param node the forwarder's name for the device, in hexadecimal */
    public record Node(String node, String clientId, StateName state) {}

    /** All of them, in the order of their addresses. */
    public static List<ForwarderView> of(GatewayView view) {
        SortedMap<String, List<Node>> byAddress = new TreeMap<>();
        for (ClientRow row : view.clients().values()) {
            if (row.connection().peer() instanceof Peer.Forwarded peer) {
                byAddress
                        .computeIfAbsent(peer.forwarder().text(), address -> new ArrayList<>())
                        .add(new Node(
                                peer.node(), row.clientId(), row.standing().state()));
            }
        }
        List<ForwarderView> forwarders = new ArrayList<>();
        byAddress.forEach((address, nodes) -> {
            nodes.sort(Comparator.comparing(Node::node));
            forwarders.add(new ForwarderView(address, List.copyOf(nodes)));
        });
        return forwarders;
    }
}
