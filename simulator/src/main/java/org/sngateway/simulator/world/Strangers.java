package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.WillMsg;

import java.util.List;

/** People who talk to the gateway without having a session. */
final class Strangers {
    private static final int HOST = 200;
    private static final int PORT_MIN = 20_000;
    private static final int PORT_MAX = 20_010;
    private static final int DATAGRAMS = 5;

    private static final List<SnMessage> WORDS = List.of(
            PingReq.EMPTY,
            new PingReq(Octets.ofUtf8("nobody")),
            Disconnect.PLAIN,
            new Disconnect(60),
            new Publish(false, Qos.ONE, false, new TopicRef.Normal(0x0401), 1, Octets.ofUtf8("stranger")),
            new Publish(false, Qos.TWO, false, new TopicRef.ShortName('a' << 8 | 'b'), 2, Octets.ofUtf8("stranger")),
            new PubAck(0x0401, 1, ReturnCode.ACCEPTED),
            new PubRec(1),
            new PubRel(1),
            new PubComp(1),
            new RegAck(0x0401, 1, ReturnCode.ACCEPTED),
            new Register(0, 1, Octets.ofUtf8("up/c0/a")),
            new Subscribe(false, Qos.ONE, 1, new TopicRef.Named(Octets.ofUtf8("down/#"))),
            new WillMsg(Octets.ofUtf8("stranger")),
            new SearchGw(1));

    private final VirtualNetwork network;
    private final RandomStream random;

    Strangers(VirtualNetwork network, RandomStream random) {
        this.network = network;
        this.random = random;
    }

    void speak() {
        for (int i = 0; i < DATAGRAMS; i++) {
            network.fromStranger(VirtualNetwork.address(HOST, random.between(PORT_MIN, PORT_MAX)), random.pick(WORDS));
        }
    }
}
