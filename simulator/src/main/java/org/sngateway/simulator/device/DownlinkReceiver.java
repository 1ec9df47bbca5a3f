package org.sngateway.simulator.device;

import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Takes the gateway's REGISTER, PUBLISH and PUBREL, and answers each (MQTT-SN 1.2 s.6.10, 6.12). */
final class DownlinkReceiver {

    /** A QoS 2 message that was released; late copies of it may still be under way. */
    private record Released(Publish message, long untilNanos) {}

    private final long lateNanosMax;
    private final TopicTable topics;
    private final Outbox outbox;
    private final DeviceApplication application;

    // lives as long as the session
    private final Map<Integer, Publish> unreleasedQos2 = new HashMap<>();

    private final Deque<Released> released = new ArrayDeque<>();

    DownlinkReceiver(DeviceOptions options, TopicTable topics, Outbox outbox, DeviceApplication application) {
        lateNanosMax = options.lateNanosMax();
        this.topics = topics;
        this.outbox = outbox;
        this.application = application;
    }

    void onRegister(Register register, long nowNanos) {
        String name = register.topicName().utf8();
        ReturnCode code = ReturnCode.NOT_SUPPORTED;
        if (name != null && register.topicId() != 0) {
            topics.learn(name, register.topicId());
            code = ReturnCode.ACCEPTED;
        }
        outbox.send(new RegAck(register.topicId(), register.msgId(), code), nowNanos);
    }

    void onPublish(Publish publish, long nowNanos) {
        String name = topics.nameOf(publish.topic());
        if (name == null) {
            int topicId = publish.topic().wireId();
            outbox.send(new PubAck(topicId, publish.msgId(), ReturnCode.INVALID_TOPIC_ID), nowNanos);
            return;
        }
        boolean repeated = publish.qos() == Qos.TWO
                && (unreleasedQos2.containsKey(publish.msgId()) || isLateCopy(publish, nowNanos));
        if (publish.qos() == Qos.ONE) {
            outbox.send(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED), nowNanos);
        } else if (publish.qos() == Qos.TWO) {
            if (!repeated) {
                unreleasedQos2.put(publish.msgId(), publish);
            }
            outbox.send(new PubRec(publish.msgId()), nowNanos);
        }
        if (!repeated) {
            application.onMessage(
                    new ReceivedMessage(
                            name,
                            publish.topic(),
                            publish.qos(),
                            publish.retain(),
                            publish.dup(),
                            publish.msgId(),
                            publish.data()),
                    nowNanos);
        }
    }

    /** PUBCOMP also for an id that is unknown, or the gateway would repeat PUBREL for ever. */
    void onPubRel(PubRel pubRel, long nowNanos) {
        Publish message = unreleasedQos2.remove(pubRel.msgId());
        if (message != null && lateNanosMax > 0) {
            released.add(new Released(message, nowNanos + lateNanosMax));
        }
        outbox.send(new PubComp(pubRel.msgId()), nowNanos);
    }

    private boolean isLateCopy(Publish publish, long nowNanos) {
        while (!released.isEmpty() && released.element().untilNanos() < nowNanos) {
            released.remove();
        }
        for (Released former : released) {
            Publish message = former.message();
            if (message.msgId() == publish.msgId() && message.data().equals(publish.data())) {
                return true;
            }
        }
        return false;
    }

    /** QoS 2 messages that were received and not released yet. */
    int unreleased() {
        return unreleasedQos2.size();
    }

    void clear() {
        unreleasedQos2.clear();
        released.clear();
    }
}
