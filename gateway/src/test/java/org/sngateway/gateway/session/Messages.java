package org.sngateway.gateway.session;

import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillTopic;

/** Short ways to write messages in tests. */
final class Messages {
    static final ConnAck CONNACK = new ConnAck(ReturnCode.ACCEPTED);
    static final ConnAck CONNACK_CONGESTION = new ConnAck(ReturnCode.CONGESTION);
    static final ConnAck CONNACK_NOT_SUPPORTED = new ConnAck(ReturnCode.NOT_SUPPORTED);
    static final Disconnect DISCONNECT = Disconnect.PLAIN;
    static final PingResp PINGRESP = new PingResp();

    private Messages() {}

    static Connect connect(String clientId, boolean clean) {
        return new Connect(false, clean, 1, 60, Octets.ofUtf8(clientId));
    }

    static Connect connectWithWill(String clientId, boolean clean) {
        return new Connect(true, clean, 1, 60, Octets.ofUtf8(clientId));
    }

    static WillTopic willTopic(String topic) {
        return new WillTopic(Qos.ONE, true, Octets.ofUtf8(topic));
    }

    static WillMsg willMsg(String text) {
        return new WillMsg(Octets.ofUtf8(text));
    }

    static Register register(int msgId, String topic) {
        return new Register(0, msgId, Octets.ofUtf8(topic));
    }

    /** The gateway's REGISTER. */
    static Register announces(int topicId, int msgId, String topic) {
        return new Register(topicId, msgId, Octets.ofUtf8(topic));
    }

    static RegAck regAck(int topicId, int msgId) {
        return new RegAck(topicId, msgId, ReturnCode.ACCEPTED);
    }

    static RegAck regAck(int topicId, int msgId, ReturnCode code) {
        return new RegAck(topicId, msgId, code);
    }

    static Publish publish(Qos qos, int topicId, int msgId, String text) {
        return new Publish(false, qos, false, new TopicRef.Normal(topicId), msgId, Octets.ofUtf8(text));
    }

    static Publish publish(Qos qos, TopicRef topic, int msgId, String text) {
        return new Publish(false, qos, false, topic, msgId, Octets.ofUtf8(text));
    }

    /** The same message once more. */
    static Publish again(Publish publish) {
        return new Publish(true, publish.qos(), publish.retain(), publish.topic(), publish.msgId(), publish.data());
    }

    static PubAck pubAck(int topicId, int msgId) {
        return new PubAck(topicId, msgId, ReturnCode.ACCEPTED);
    }

    static PubAck pubAck(int topicId, int msgId, ReturnCode code) {
        return new PubAck(topicId, msgId, code);
    }

    static TopicRef.ShortName shortName(String name) {
        return new TopicRef.ShortName(name.charAt(0) << 8 | name.charAt(1));
    }

    static Subscribe subscribe(int msgId, String filter, Qos qos) {
        return new Subscribe(false, qos, msgId, new TopicRef.Named(Octets.ofUtf8(filter)));
    }

    static Subscribe subscribe(int msgId, TopicRef topic, Qos qos) {
        return new Subscribe(false, qos, msgId, topic);
    }

    static SubAck subAck(Qos qos, int topicId, int msgId) {
        return new SubAck(qos, topicId, msgId, ReturnCode.ACCEPTED);
    }

    static SubAck subNack(int msgId, ReturnCode code) {
        return new SubAck(Qos.ZERO, 0, msgId, code);
    }
}
