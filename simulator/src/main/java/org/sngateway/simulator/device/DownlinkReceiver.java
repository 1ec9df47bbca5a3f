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

import java.util.BitSet;

/** Takes the gateway's REGISTER, PUBLISH and PUBREL, and answers each (MQTT-SN 1.2 s.6.10, 6.12). */
final class DownlinkReceiver {
    private final TopicTable topics;
    private final Outbox outbox;
    private final DeviceApplication application;

    // lives as long as the session
    private final BitSet unreleasedQos2 = new BitSet();

    DownlinkReceiver(TopicTable topics, Outbox outbox, DeviceApplication application) {
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
        boolean repeated = publish.qos() == Qos.TWO && unreleasedQos2.get(publish.msgId());
        if (publish.qos() == Qos.ONE) {
            outbox.send(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED), nowNanos);
        } else if (publish.qos() == Qos.TWO) {
            unreleasedQos2.set(publish.msgId());
            outbox.send(new PubRec(publish.msgId()), nowNanos);
        }
        if (!repeated) {
            application.onMessage(
                    new ReceivedMessage(
                            name, publish.topic(), publish.qos(), publish.retain(), publish.dup(), publish.data()),
                    nowNanos);
        }
    }

    /** PUBCOMP also for an id that is unknown, or the gateway would repeat PUBREL for ever. */
    void onPubRel(PubRel pubRel, long nowNanos) {
        unreleasedQos2.clear(pubRel.msgId());
        outbox.send(new PubComp(pubRel.msgId()), nowNanos);
    }

    void clear() {
        unreleasedQos2.clear();
    }
}
