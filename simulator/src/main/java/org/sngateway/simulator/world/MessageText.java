package org.sngateway.simulator.world;

import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
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
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillTopic;

/** MQTT-SN messages as people write them: {@code PUBLISH q1 id=1025 mid=17 "k12"}. */
final class MessageText {
    private MessageText() {}

    static String of(SnMessage message) {
        return message.type() + details(message);
    }

    static String qos(Qos qos) {
        return switch (qos) {
            case ZERO -> "q0";
            case ONE -> "q1";
            case TWO -> "q2";
            case MINUS_ONE -> "q-1";
        };
    }

    private static String details(SnMessage message) {
        if (message instanceof Publish publish) {
            return (publish.dup() ? " dup " : " ") + qos(publish.qos()) + (publish.retain() ? " retain" : "")
                    + topic(publish.topic()) + mid(publish.msgId()) + " \"" + Keys.of(publish.data()) + '"';
        }
        if (message instanceof Connect connect) {
            return " \"" + text(connect.clientId()) + '"' + (connect.cleanSession() ? " clean" : "")
                    + (connect.will() ? " will" : "") + " keep-alive=" + connect.durationSeconds();
        }
        if (message instanceof Disconnect disconnect) {
            return disconnect.durationSeconds() > 0 ? " sleep=" + disconnect.durationSeconds() : "";
        }
        if (message instanceof PingReq ping) {
            return ping.clientId().isEmpty() ? "" : " \"" + text(ping.clientId()) + '"';
        }
        if (message instanceof WillTopic will) {
            return " \"" + text(will.topic()) + '"';
        }
        String named = naming(message);
        return named != null ? named : answer(message);
    }

    private static @org.jspecify.annotations.Nullable String naming(SnMessage message) {
        if (message instanceof Register register) {
            return " \"" + text(register.topicName()) + '"' + id(register.topicId()) + mid(register.msgId());
        }
        if (message instanceof Subscribe subscribe) {
            return (subscribe.dup() ? " dup " : " ")
                    + qos(subscribe.qos())
                    + topic(subscribe.topic())
                    + mid(subscribe.msgId());
        }
        if (message instanceof Unsubscribe unsubscribe) {
            return topic(unsubscribe.topic()) + mid(unsubscribe.msgId());
        }
        return null;
    }

    private static String answer(SnMessage message) {
        if (message instanceof ConnAck ack) {
            return code(ack.returnCode());
        }
        if (message instanceof PubAck ack) {
            return mid(ack.msgId()) + code(ack.returnCode());
        }
        if (message instanceof RegAck ack) {
            return id(ack.topicId()) + mid(ack.msgId()) + code(ack.returnCode());
        }
        if (message instanceof SubAck ack) {
            return id(ack.topicId()) + mid(ack.msgId()) + code(ack.returnCode());
        }
        if (message instanceof UnsubAck ack) {
            return mid(ack.msgId());
        }
        return handshake(message);
    }

    private static String handshake(SnMessage message) {
        if (message instanceof PubRec rec) {
            return mid(rec.msgId());
        }
        if (message instanceof PubRel rel) {
            return mid(rel.msgId());
        }
        if (message instanceof PubComp comp) {
            return mid(comp.msgId());
        }
        return "";
    }

    private static String mid(int msgId) {
        return msgId == 0 ? "" : " mid=" + msgId;
    }

    private static String id(int topicId) {
        return topicId == 0 ? "" : " id=" + topicId;
    }

    private static String code(ReturnCode code) {
        return code.isAccepted() ? "" : " code=" + code.value();
    }

    private static String topic(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return " \"" + text(named.name()) + '"';
        }
        if (topic instanceof TopicRef.ShortName shortName) {
            return " short \"" + text(shortName.name()) + '"';
        }
        return (topic instanceof TopicRef.Predefined ? " pre=" : " id=") + topic.wireId();
    }

    private static String text(Octets octets) {
        String text = octets.utf8();
        return text == null ? octets.toString() : text;
    }
}
