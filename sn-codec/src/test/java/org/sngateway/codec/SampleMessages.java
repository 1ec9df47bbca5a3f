package org.sngateway.codec;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
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
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

import java.util.ArrayList;
import java.util.List;

/**
 * Every kind of message that may be sent: all types, all flags, all topic types, and sizes around the boundary of the two
 * length forms. Variable parts are letters, so that any tool can print them.
 */
final class SampleMessages {
    private static final Qos[] GRANTED = {Qos.ZERO, Qos.ONE, Qos.TWO};
    private static final boolean[] BOTH = {false, true};

    private final List<SnMessage> messages = new ArrayList<>();

    private SampleMessages() {}

    static List<SnMessage> all() {
        SampleMessages samples = new SampleMessages();
        samples.discovery();
        samples.connection();
        samples.wills();
        samples.topics();
        samples.publishes();
        samples.subscriptions();
        List<SnMessage> plain = List.copyOf(samples.messages);
        for (String nodeId : List.of("", "n", "no", "node", "n".repeat(252))) {
            for (SnMessage message : plain) {
                samples.messages.add(new Encapsulated(nodeId.length() & 3, text(nodeId), message));
            }
        }
        return samples.messages;
    }

    private void discovery() {
        add(new Advertise(0, 0), new Advertise(1, 900), new Advertise(255, 65535));
        add(new SearchGw(0), new SearchGw(1), new SearchGw(255));
        add(new GwInfo(1, Octets.EMPTY), new GwInfo(255, text("gwad")));
    }

    private void connection() {
        for (boolean will : BOTH) {
            for (boolean clean : BOTH) {
                add(new Connect(will, clean, 1, 60, text("c1")));
            }
        }
        for (int length : new int[] {1, 23, 248, 249, 250, 251}) {
            add(new Connect(false, true, 1, 65535, letters(length)));
            add(new PingReq(letters(length)));
        }
        for (ReturnCode code : codes()) {
            add(new ConnAck(code));
        }
        add(PingReq.EMPTY, new PingResp(), Disconnect.PLAIN, new Disconnect(0), new Disconnect(65535));
    }

    private void wills() {
        add(new WillTopicReq(), new WillMsgReq(), WillTopic.EMPTY, WillTopicUpd.EMPTY);
        for (Qos qos : GRANTED) {
            for (boolean retain : BOTH) {
                add(new WillTopic(qos, retain, text("will/c1")), new WillTopicUpd(qos, retain, text("w/x")));
            }
        }
        for (int length : new int[] {1, 251, 252, 253, 254, 1000}) {
            add(new WillTopic(Qos.ONE, true, letters(length)), new WillTopicUpd(Qos.ONE, true, letters(length)));
            add(new WillMsg(letters(length)), new WillMsgUpd(letters(length)));
        }
        add(new WillMsg(Octets.EMPTY), new WillMsgUpd(Octets.EMPTY));
        for (ReturnCode code : codes()) {
            add(new WillTopicResp(code), new WillMsgResp(code));
        }
    }

    private void topics() {
        for (int length : new int[] {1, 12, 248, 249, 250, 251, 4000}) {
            add(new Register(0, 0xFFFF, letters(length)), new Register(0x0401, 1, letters(length)));
        }
        for (ReturnCode code : codes()) {
            add(new RegAck(0x0401, 7, code));
        }
    }

    private void publishes() {
        for (TopicRef topic : ids(new TopicRef.Normal(0x0401))) {
            for (Qos qos : Qos.values()) {
                for (boolean retain : BOTH) {
                    add(new Publish(false, qos, retain, topic, qos.isAcknowledged() ? 0x1234 : 0, text("21.5")));
                    add(new Publish(true, qos, retain, topic, qos.isAcknowledged() ? 0xFFFF : 0, text("21.5")));
                }
            }
        }
        for (int length : new int[] {0, 1, 247, 248, 249, 250, 1400, 65000}) {
            add(new Publish(false, Qos.ONE, false, new TopicRef.Normal(1), 1, letters(length)));
        }
        for (ReturnCode code : codes()) {
            add(new PubAck(0x6162, 9, code));
        }
        add(new PubRec(1), new PubRel(0x1234), new PubComp(0xFFFF));
    }

    private void subscriptions() {
        for (TopicRef topic : ids(new TopicRef.Named(text("sensors/#")))) {
            for (Qos qos : GRANTED) {
                add(new Subscribe(false, qos, 3, topic), new Subscribe(true, qos, 0xFFFF, topic));
            }
            add(new Unsubscribe(4, topic));
        }
        for (int length : new int[] {1, 2, 3, 249, 250, 251, 252}) {
            add(new Subscribe(false, Qos.ONE, 5, new TopicRef.Named(letters(length))));
            add(new Unsubscribe(6, new TopicRef.Named(letters(length))));
        }
        for (ReturnCode code : codes()) {
            add(new SubAck(Qos.TWO, 0x0401, 3, code));
        }
        add(new SubAck(Qos.ZERO, 0, 4, ReturnCode.ACCEPTED), new SubAck(Qos.ONE, 0, 4, ReturnCode.ACCEPTED));
        add(new UnsubAck(8));
    }

    private static List<TopicRef> ids(TopicRef first) {
        return List.of(first, new TopicRef.Predefined(5), new TopicRef.ShortName('a' << 8 | 'b'));
    }

    private static List<ReturnCode> codes() {
        return List.of(
                ReturnCode.ACCEPTED, ReturnCode.CONGESTION, ReturnCode.INVALID_TOPIC_ID, ReturnCode.NOT_SUPPORTED);
    }

    private void add(SnMessage... added) {
        messages.addAll(List.of(added));
    }

    private static Octets text(String text) {
        return Octets.ofUtf8(text);
    }

    private static Octets letters(int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + i % 26);
        }
        return Octets.copyOf(letters);
    }
}
