package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.fleet.port.Wire;

import java.util.HashMap;
import java.util.Map;

/**
 * A forwarder (MQTT-SN 1.2 s.5.5): many nodes behind one socket, told apart by their node ids. The nodes' links end here;
 * what is between a forwarder and the gateway loses nothing.
 */
final class Forwarder implements Wire.Receiver {
    private final Wire.Socket socket;
    private final FleetTally tally;
    private final Map<Octets, Radio> nodes = new HashMap<>();
    private int lastNode;

    Forwarder(Wire wire, FleetTally tally) {
        this.tally = tally;
        socket = wire.open(this);
    }

    /** Two octets that no node here has had. */
    Octets freshNodeId() {
        lastNode++;
        return Octets.copyOf(new byte[] {(byte) (lastNode >> 8), (byte) lastNode});
    }

    void add(Octets nodeId, Radio node) {
        nodes.put(nodeId, node);
    }

    void remove(Octets nodeId) {
        nodes.remove(nodeId);
    }

    void send(Octets nodeId, SnMessage message) {
        socket.send(new Encapsulated(0, nodeId, message));
    }

    /** The same around something that is no message: an encapsulation's header with {@code datagram} behind it. */
    void sendRaw(Octets nodeId, byte[] datagram) {
        SnMessage shortest = new Encapsulated(0, nodeId, new PingResp());
        byte[] whole = SnEncoder.encode(shortest);
        int header = whole.length - SnEncoder.encodedLength(new PingResp());
        byte[] raw = new byte[header + datagram.length];
        System.arraycopy(whole, 0, raw, 0, header);
        System.arraycopy(datagram, 0, raw, header, datagram.length);
        socket.sendRaw(raw);
    }

    void rebind(boolean changesAddress) {
        socket.rebind(changesAddress);
    }

    @Override
    public void receive(SnMessage message, int octets) {
        @Nullable Radio node = null;
        if (message instanceof Encapsulated encapsulated) {
            node = nodes.get(encapsulated.nodeId());
            if (node != null) {
                node.receive(encapsulated.message(), SnEncoder.encodedLength(encapsulated.message()));
            }
        }
        if (node == null) {
            tally.strays++;
        }
    }

    @Override
    public void receiveMalformed(int octets) {
        tally.malformed++;
    }
}
