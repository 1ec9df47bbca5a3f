package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopicReq;

import java.util.HashMap;
import java.util.Map;

/**
 * The usual exchanges of one device, which a test needs before it comes to its point. A refusal here means that the test
 * cannot be played; anything else that is wrong is told as found in the preparation.
 */
public final class Conversation {
    /** Long enough that no test has to ping. */
    public static final int KEEP_ALIVE_SECONDS = 120;

    private final Device device;
    private final Map<Integer, String> topicNames = new HashMap<>();

    Conversation(Device device) {
        this.device = device;
    }

    private <M extends SnMessage> M answer(Class<M> kind) {
        try {
            return device.expect(kind);
        } catch (Finding found) {
            throw found.before("in preparation: ");
        }
    }

    private static void accepted(ReturnCode code, String what) {
        if (!code.isAccepted()) {
            throw Finding.notApplicable("the gateway refuses " + what + " with " + SnText.of(code));
        }
    }

    /** CONNECT with a clean session. */
    public Device connection() {
        return connection(Messages.connect(device.clientId(), KEEP_ALIVE_SECONDS));
    }

    /** CONNECT that keeps or resumes what is stored. */
    public Device resumption() {
        return connection(Messages.resume(device.clientId(), KEEP_ALIVE_SECONDS));
    }

    public Device connection(Connect connect) {
        device.send(connect);
        accepted(answer(ConnAck.class).returnCode(), "CONNECT");
        return device;
    }

    /** CONNECT with a Will of QoS 1 and the topic's name. */
    public Device connection(Connect connect, Topic will, String message) {
        device.send(Messages.withWill(connect));
        SnMessage first;
        try {
            first = device.expectEither(WillTopicReq.class, ConnAck.class);
        } catch (Finding found) {
            throw found.before("in preparation: ");
        }
        if (first instanceof ConnAck refusal) {
            accepted(refusal.returnCode(), "a Will");
            throw Finding.violation("in preparation: expected WILLTOPICREQ, got " + SnText.of(first));
        }
        device.send(Messages.willTopic(will.name(), Qos.ONE));
        answer(WillMsgReq.class);
        device.send(Messages.willMsg(message));
        accepted(answer(ConnAck.class).returnCode(), "a Will");
        return device;
    }

    /** REGISTER; returns the id. */
    public int registration(Topic topic) {
        int msgId = device.nextMsgId();
        device.send(Messages.register(msgId, topic.name()));
        RegAck ack = answer(RegAck.class);
        accepted(ack.returnCode(), "REGISTER");
        topicNames.put(ack.topicId(), topic.name());
        return ack.topicId();
    }

    /** SUBSCRIBE to one topic; returns the id. */
    public int subscription(Qos qos, Topic topic) {
        int id = subscription(qos, topic.ref());
        if (id != 0) {
            topicNames.put(id, topic.name());
        }
        return id;
    }

    /** SUBSCRIBE to a filter; returns what SUBACK says as topic id. */
    public int subscription(Qos qos, String filter) {
        return subscription(qos, Messages.named(filter));
    }

    private int subscription(Qos qos, TopicRef topic) {
        device.send(Messages.subscribe(qos, device.nextMsgId(), topic));
        SubAck ack = answer(SubAck.class);
        accepted(ack.returnCode(), "SUBSCRIBE");
        return ack.topicId();
    }

    public Device endOfSubscription(Topic topic) {
        device.send(new org.sngateway.codec.v12.Unsubscribe(device.nextMsgId(), topic.ref()));
        answer(UnsubAck.class);
        return device;
    }

    /** PUBLISH with QoS 1, acknowledged. */
    public Device publication(int topicId, String payload) {
        int msgId = device.nextMsgId();
        device.send(Messages.publish(Qos.ONE, Messages.normal(topicId), msgId, payload));
        accepted(answer(PubAck.class).returnCode(), "PUBLISH");
        return device;
    }

    /** DISCONNECT with a duration, answered. */
    public Device sleep(int seconds) {
        device.send(Messages.sleepFor(seconds));
        answer(Disconnect.class);
        return device;
    }

    public Device disconnection() {
        device.send(Disconnect.PLAIN);
        answer(Disconnect.class);
        return device;
    }

    /** PINGREQ, answered. */
    public Device ping() {
        device.send(PingReq.EMPTY);
        device.expect(PingResp.class);
        return device;
    }

    /** What a REGISTER of the gateway said. */
    public void learn(Register register) {
        topicNames.put(register.topicId(), String.valueOf(register.topicName().utf8()));
    }

    /** Waits for the next PUBLISH, answering a REGISTER before it, and acknowledges it as its QoS asks. */
    public Received delivery() {
        return next(null);
    }

    /** The same; fails when it has another payload than this. */
    public Received delivery(String payload) {
        return next(Octets.ofUtf8(payload));
    }

    private Received next(@Nullable Octets payload) {
        boolean registered = false;
        while (true) {
            SnMessage next = device.expectEither(Publish.class, Register.class);
            if (next instanceof Register register) {
                registered = true;
                learn(register);
                device.send(Messages.regAck(register));
            } else if (next instanceof Publish publish) {
                if (payload != null && !payload.equals(publish.data())) {
                    throw Finding.violation("expected PUBLISH \"" + payload.utf8() + "\", got " + SnText.of(publish));
                }
                acknowledge(publish);
                return new Received(publish, nameOf(publish.topic()), registered);
            }
        }
    }

    /** The same; fails when it comes under another topic than this. */
    public Received delivery(Topic topic, String payload) {
        Received received = delivery(payload);
        if (!topic.name().equals(received.topic())) {
            throw Finding.violation("\"" + payload + "\" came under "
                    + (received.topic() == null
                            ? "a topic id that the device was never told"
                            : "the id of " + received.topic())
                    + " instead of " + topic.name());
        }
        return received;
    }

    /** Answers as the QoS of the message asks; for QoS 2 to the end. */
    public void acknowledge(Publish publish) {
        if (publish.qos() == Qos.ONE) {
            device.send(Messages.pubAck(publish));
        } else if (publish.qos() == Qos.TWO) {
            device.send(new PubRec(publish.msgId()));
            device.expect(new PubRel(publish.msgId()));
            device.send(new PubComp(publish.msgId()));
        }
    }

    private @Nullable String nameOf(TopicRef topic) {
        if (topic instanceof TopicRef.ShortName name) {
            return name.name().utf8();
        }
        return topicNames.get(topic.wireId());
    }
}
