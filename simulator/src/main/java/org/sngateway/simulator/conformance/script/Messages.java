package org.sngateway.simulator.conformance.script;

import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillTopic;

/** What devices say, in short words, so that scripts read like the specification's ladders. */
public final class Messages {
    /** MQTT-SN 1.2. */
    public static final int PROTOCOL_ID = 0x01;

    private Messages() {}

    /** CONNECT with a clean session and without a Will. */
    public static Connect connect(String clientId, int keepAliveSeconds) {
        return new Connect(false, true, PROTOCOL_ID, keepAliveSeconds, Octets.ofUtf8(clientId));
    }

    /** CONNECT that keeps what is stored. */
    public static Connect resume(String clientId, int keepAliveSeconds) {
        return new Connect(false, false, PROTOCOL_ID, keepAliveSeconds, Octets.ofUtf8(clientId));
    }

    /** The same CONNECT, announcing a Will. */
    public static Connect withWill(Connect connect) {
        return new Connect(
                true, connect.cleanSession(), connect.protocolId(), connect.durationSeconds(), connect.clientId());
    }

    public static WillTopic willTopic(String topic, Qos qos) {
        return new WillTopic(qos, false, Octets.ofUtf8(topic));
    }

    public static WillMsg willMsg(String message) {
        return new WillMsg(Octets.ofUtf8(message));
    }

    public static Register register(int msgId, String name) {
        return new Register(0, msgId, Octets.ofUtf8(name));
    }

    public static RegAck regAck(Register register) {
        return new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED);
    }

    public static TopicRef normal(int id) {
        return new TopicRef.Normal(id);
    }

    public static TopicRef predefined(int id) {
        return new TopicRef.Predefined(id);
    }

    /** @param name two ASCII characters */
    public static TopicRef shortName(String name) {
        return new TopicRef.ShortName(name.charAt(0) << 8 | name.charAt(1));
    }

    public static TopicRef named(String filter) {
        return new TopicRef.Named(Octets.ofUtf8(filter));
    }

    public static Publish publish(Qos qos, TopicRef topic, int msgId, String data) {
        return new Publish(false, qos, false, topic, msgId, Octets.ofUtf8(data));
    }

    public static Publish retained(Publish publish) {
        return new Publish(publish.dup(), publish.qos(), true, publish.topic(), publish.msgId(), publish.data());
    }

    public static PubAck pubAck(Publish publish) {
        return new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED);
    }

    public static Subscribe subscribe(Qos qos, int msgId, String filter) {
        return new Subscribe(false, qos, msgId, named(filter));
    }

    public static Subscribe subscribe(Qos qos, int msgId, TopicRef topic) {
        return new Subscribe(false, qos, msgId, topic);
    }

    public static Unsubscribe unsubscribe(int msgId, String filter) {
        return new Unsubscribe(msgId, named(filter));
    }

    public static PingReq wake(String clientId) {
        return new PingReq(Octets.ofUtf8(clientId));
    }

    public static Disconnect sleepFor(int seconds) {
        return new Disconnect(seconds);
    }
}
