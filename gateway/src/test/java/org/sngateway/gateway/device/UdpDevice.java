package org.sngateway.gateway.device;

import org.jspecify.annotations.Nullable;
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
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An MQTT-SN client as a test wants it: each call is one exchange, blocking, that fails the test when it does not go as
 * specified. Messages are told as text, {@code topic qos retain payload}, as the eye at the broker tells them. For one
 * thread.
 */
public final class UdpDevice implements AutoCloseable {
    private static final long ANSWER_MILLIS_MAX = 10_000;
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final String clientId;
    private final Map<Integer, String> topicNames = new HashMap<>();
    private final Deque<SnMessage> inbox = new ArrayDeque<>();
    private DeviceLink link;
    private int lastMsgId;

    public UdpDevice(String clientId, DeviceLink link) {
        this.clientId = clientId;
        this.link = link;
    }

    public String clientId() {
        return clientId;
    }

    /** From now on the device speaks from elsewhere. */
    public void moveTo(DeviceLink other) {
        link.close();
        link = other;
    }

    // Connection

    public UdpDevice connected(boolean cleanSession) {
        return connected(cleanSession, KEEP_ALIVE_SECONDS);
    }

    public UdpDevice connected(boolean cleanSession, int keepAliveSeconds) {
        ReturnCode code = connect(cleanSession, keepAliveSeconds);
        if (!code.isAccepted()) {
            throw new AssertionError(code);
        }
        return this;
    }

    public ReturnCode connect(boolean cleanSession, int keepAliveSeconds) {
        send(new Connect(false, cleanSession, 1, keepAliveSeconds, Octets.ofUtf8(clientId)));
        return expect(ConnAck.class).returnCode();
    }

    /** CONNECT with the Will handshake. */
    public UdpDevice connectedWithWill(boolean cleanSession, int keepAliveSeconds, WillTopic topic, String message) {
        send(new Connect(true, cleanSession, 1, keepAliveSeconds, Octets.ofUtf8(clientId)));
        expect(WillTopicReq.class);
        send(topic);
        expect(WillMsgReq.class);
        send(new WillMsg(Octets.ofUtf8(message)));
        ReturnCode code = expect(ConnAck.class).returnCode();
        if (!code.isAccepted()) {
            throw new AssertionError(code);
        }
        return this;
    }

    public void disconnect() {
        send(Disconnect.PLAIN);
        expect(Disconnect.class);
    }

    /** Goes to sleep, as the gateway confirms. */
    public UdpDevice sleep(int seconds) {
        send(new Disconnect(seconds));
        expect(Disconnect.class);
        return this;
    }

    /** Wakes up, takes and acknowledges what has waited, and falls asleep with the PINGRESP. */
    public List<String> wake() {
        send(new PingReq(Octets.ofUtf8(clientId)));
        List<String> messages = new ArrayList<>();
        for (SnMessage next = next(); !(next instanceof PingResp); next = next()) {
            take(next, messages);
        }
        return messages;
    }

    /** Wakes as often as it takes to get so many messages: the broker may still be at handing them over. */
    public List<String> wakeForMessages(int count) {
        List<String> messages = new ArrayList<>();
        long deadline = deadline();
        while (messages.size() < count && System.nanoTime() - deadline < 0) {
            messages.addAll(wake());
        }
        messages.addAll(wake());
        return messages;
    }

    // Uplink

    public TopicRef register(String name) {
        int msgId = nextMsgId();
        send(new Register(0, msgId, Octets.ofUtf8(name)));
        RegAck ack = expect(RegAck.class);
        if (ack.msgId() != msgId || !ack.returnCode().isAccepted()) {
            throw new AssertionError(ack);
        }
        topicNames.put(ack.topicId(), name);
        return new TopicRef.Normal(ack.topicId());
    }

    /** Publishes, with the whole handshake; the answer's return code, accepted where there is none. */
    public ReturnCode publish(TopicRef topic, Qos qos, String payload) {
        return publish(topic, qos, false, payload);
    }

    public ReturnCode publish(TopicRef topic, Qos qos, boolean retain, String payload) {
        int msgId = qos.isAcknowledged() ? nextMsgId() : 0;
        send(new Publish(false, qos, retain, topic, msgId, Octets.ofUtf8(payload)));
        if (!qos.isAcknowledged()) {
            return ReturnCode.ACCEPTED;
        }
        return qos == Qos.ONE ? expectPubAck(topic, msgId) : finishQosTwo(topic, msgId);
    }

    private ReturnCode expectPubAck(TopicRef topic, int msgId) {
        PubAck ack = expect(PubAck.class);
        if (ack.msgId() != msgId || ack.topicId() != topic.wireId()) {
            throw new AssertionError(ack);
        }
        return ack.returnCode();
    }

    private ReturnCode finishQosTwo(TopicRef topic, int msgId) {
        SnMessage answer = expectEither(PubRec.class, PubAck.class);
        if (answer instanceof PubAck rejection) {
            inbox.addFirst(rejection);
            return expectPubAck(topic, msgId);
        }
        same(msgId, ((PubRec) answer).msgId());
        send(new PubRel(msgId));
        same(msgId, expect(PubComp.class).msgId());
        return ReturnCode.ACCEPTED;
    }

    // Downlink

    public SubAck subscribe(String filter, Qos qos) {
        SubAck ack = subscribe(new TopicRef.Named(Octets.ofUtf8(filter)), qos);
        if (ack.topicId() != 0) {
            topicNames.put(ack.topicId(), filter);
        }
        return ack;
    }

    public SubAck subscribe(TopicRef topic, Qos qos) {
        int msgId = nextMsgId();
        send(new Subscribe(false, qos, msgId, topic));
        SubAck ack = expect(SubAck.class);
        same(msgId, ack.msgId());
        return ack;
    }

    public void unsubscribe(TopicRef topic) {
        int msgId = nextMsgId();
        send(new Unsubscribe(msgId, topic));
        same(msgId, expect(UnsubAck.class).msgId());
    }

    /** The next application message, acknowledged; a REGISTER before it is accepted. */
    public String message() {
        List<String> messages = new ArrayList<>();
        while (messages.isEmpty()) {
            take(next(), messages);
        }
        return messages.get(0);
    }

    public List<String> messages(int count) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message());
        }
        return messages;
    }

    private void take(SnMessage message, List<String> messages) {
        if (message instanceof Register register) {
            accept(register);
        } else if (message instanceof Publish publish) {
            acknowledge(publish);
            messages.add(textOf(publish));
        } else {
            throw new AssertionError("unexpected " + message);
        }
    }

    /** Learns the topic id and says so. */
    public void accept(Register register) {
        topicNames.put(register.topicId(), String.valueOf(register.topicName().utf8()));
        send(new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED));
    }

    /** Plays the receiver's part of the handshake. */
    public void acknowledge(Publish publish) {
        if (publish.qos() == Qos.ONE) {
            send(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED));
        } else if (publish.qos() == Qos.TWO) {
            send(new PubRec(publish.msgId()));
            same(publish.msgId(), expect(PubRel.class).msgId());
            send(new PubComp(publish.msgId()));
        }
    }

    public String textOf(Publish publish) {
        String topic = publish.topic() instanceof TopicRef.Normal normal
                ? topicNames.get(normal.id())
                : publish.topic() instanceof TopicRef.ShortName name
                        ? name.name().utf8()
                        : "predefined:" + publish.topic().wireId();
        if (topic == null) {
            throw new AssertionError("an id that the device does not know: " + publish);
        }
        return topic + " " + publish.qos().bits() + " " + (publish.retain() ? 1 : 0) + " "
                + publish.data().utf8();
    }

    /** Fails when anything but the answer to a PINGREQ arrives. For an active device. */
    public void hearsNothing() {
        send(PingReq.EMPTY);
        SnMessage next = next();
        if (!(next instanceof PingResp)) {
            throw new AssertionError("unexpected " + next);
        }
    }

    /** Fails when anything arrives within so many milliseconds. For a sleeping device, which cannot ask. */
    public void hearsNothingFor(long millis) {
        SnMessage next = inbox.isEmpty() ? link.receive(millis) : inbox.poll();
        if (next != null) {
            throw new AssertionError("unexpected " + next);
        }
    }

    // Messages

    public void send(SnMessage message) {
        link.send(message);
    }

    public int nextMsgId() {
        lastMsgId = lastMsgId % 0xFFFF + 1;
        return lastMsgId;
    }

    /** The next message, whatever it is. */
    public SnMessage next() {
        SnMessage next = nextWithin(ANSWER_MILLIS_MAX);
        if (next == null) {
            throw new AssertionError(clientId + ": no answer");
        }
        return next;
    }

    public @Nullable SnMessage nextWithin(long millisMax) {
        return inbox.isEmpty() ? link.receive(millisMax) : inbox.poll();
    }

    /** The next message of this type; others that come before it are kept for later. */
    public <T extends SnMessage> T expect(Class<T> type) {
        return type.cast(expectEither(type, type));
    }

    private SnMessage expectEither(Class<? extends SnMessage> one, Class<? extends SnMessage> other) {
        for (SnMessage kept : inbox) {
            if (one.isInstance(kept) || other.isInstance(kept)) {
                inbox.remove(kept);
                return kept;
            }
        }
        long deadline = deadline();
        List<SnMessage> others = new ArrayList<>();
        while (System.nanoTime() - deadline < 0) {
            SnMessage next = link.receive(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            if (one.isInstance(next) || other.isInstance(next)) {
                inbox.addAll(others);
                return next;
            }
            if (next != null) {
                others.add(next);
            }
        }
        throw new AssertionError(clientId + ": no " + one.getSimpleName() + ", but " + others);
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS_MAX);
    }

    private static void same(int expected, int actual) {
        if (expected != actual) {
            throw new AssertionError("message id " + actual + " instead of " + expected);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
