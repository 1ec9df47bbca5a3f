package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A forwarder (MQTT-SN 1.2 s.5.5): one socket for several devices, each with its wireless node id. It packs and unpacks
 * by itself, so that what the codec thinks of encapsulations does not matter.
 */
public final class Forwarder {
    private static final int TYPE = 0xFE;

    private final Scene scene;
    private final String label;
    private final UdpPort port;
    private final Map<Octets, Device> nodes = new ConcurrentHashMap<>();
    private final Device bare;

    Forwarder(Scene scene, String label, @Nullable InetAddress source) {
        this.scene = scene;
        this.label = label;
        this.port = scene.port(source, this::onDatagram, label);
        this.bare = new Device(scene, label, scene.clientId(label), port);
    }

    /** The device with this node id, given as hex. */
    public Device node(String nodeIdHex) {
        return node(nodeIdHex, scene.clientId(scene.nextLabel()));
    }

    /** The same with a client id that another has, too. */
    public Device node(String nodeIdHex, String clientId) {
        byte[] nodeId = HexFormat.of().parseHex(nodeIdHex.replace(" ", ""));
        Device device = new Device(
                scene, label + "/" + nodeIdHex.replace(" ", ""), clientId, inner -> port.send(pack(0, nodeId, inner)));
        nodes.put(Octets.copyOf(nodeId), device);
        scene.adopt(device);
        return device;
    }

    /** What the forwarder itself says, without encapsulation, and what comes to it so. */
    public Device itself() {
        return bare;
    }

    /** An encapsulation of these octets. */
    public static byte[] pack(int control, byte[] nodeId, byte[] inner) {
        byte[] octets = new byte[3 + nodeId.length + inner.length];
        octets[0] = (byte) (3 + nodeId.length);
        octets[1] = (byte) TYPE;
        octets[2] = (byte) control;
        System.arraycopy(nodeId, 0, octets, 3, nodeId.length);
        System.arraycopy(inner, 0, octets, 3 + nodeId.length, inner.length);
        return octets;
    }

    private void onDatagram(byte[] octets) {
        int header = octets.length > 1 ? octets[0] & 0xFF : 0;
        boolean isPacked = header >= 3 && octets.length > header && (octets[1] & 0xFF) == TYPE;
        if (!isPacked) {
            bare.onDatagram(octets);
            return;
        }
        Octets nodeId = Octets.copyOf(octets, 3, header - 3);
        byte[] inner = Arrays.copyOfRange(octets, header, octets.length);
        Device device = nodes.get(nodeId);
        if (device == null) {
            scene.trace().add(TraceLine.Kind.NOTE, label, "for a node that is not here: " + nodeId, octets);
            bare.onDatagram(octets);
        } else {
            device.onDatagram(inner);
        }
    }
}
