package org.sngateway.gateway.session;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Peer;

import java.util.HexFormat;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A device as the network sees it: it sends, and every datagram it gets must be accounted for. */
final class TestDevice {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    final String clientId;
    final Peer.Udp peer;
    private final EngineFixture fixture;

    TestDevice(EngineFixture fixture, String clientId, Peer.Udp peer) {
        this.fixture = fixture;
        this.clientId = clientId;
        this.peer = peer;
    }

    /** The same device with another source port. */
    TestDevice atPort(int port) {
        return new TestDevice(
                fixture, clientId, new Peer.Udp(peer.listener(), peer.addressHigh(), peer.addressLow(), 0, port));
    }

    void sends(SnMessage message) {
        fixture.receive(peer, message);
    }

    /** Sends a datagram given in hexadecimal, as the catalogue's conversations have it. */
    void sends(String hex) {
        byte[] octets = HEX.parseHex(hex);
        DecodeResult result = SnDecoder.decode(octets, 0, octets.length);
        if (result instanceof DecodeResult.Decoded decoded) {
            sends(decoded.message());
        } else if (result instanceof DecodeResult.Malformed malformed) {
            fixture.engine.onMalformed(peer, malformed.reason());
            fixture.settle();
        }
    }

    /** Sends it as a node behind the forwarder at this address. */
    void sendsAsNode(String nodeId, SnMessage message) {
        sends(new Encapsulated(0, Octets.ofUtf8(nodeId), message));
    }

    /** Everything received since the last look is exactly this, in this order. */
    void gets(SnMessage... messages) {
        assertThat(fixture.take(peer)).containsExactly(messages);
    }

    /** The same in hexadecimal. */
    void gets(String... hex) {
        List<String> received = fixture.take(peer).stream()
                .map(message -> HEX.formatHex(SnEncoder.encode(message)))
                .toList();
        assertThat(received).containsExactly(hex);
    }

    void getsNothing() {
        assertThat(fixture.take(peer)).isEmpty();
    }

    /** Takes whatever has been received. */
    List<SnMessage> takes() {
        return fixture.take(peer);
    }

    /** Goes to sleep, and hears that it may. */
    void sleeps(int seconds) {
        sends(new org.sngateway.codec.v12.Disconnect(seconds));
        gets(Messages.DISCONNECT);
    }

    /** The wake-up check: PINGREQ with its client id. */
    void wakes() {
        sends(new org.sngateway.codec.v12.PingReq(Octets.ofUtf8(clientId)));
    }

    ScriptedBroker.Leg leg() {
        return fixture.broker.of(clientId);
    }

    /** The broker delivers a message for this device; returns the delivery's id. */
    long isDelivered(String topic, String payload, org.sngateway.codec.v12.Qos qos) {
        long id = leg().deliver(topic, payload, qos);
        fixture.settle();
        return id;
    }

    SessionState state() {
        return fixture.session(clientId).state();
    }
}
