package org.sngateway.simulator.device;

import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.ArrayList;
import java.util.List;

/**
 * The QoS 1 and 2 messages of a device that are not acknowledged yet, the one to be repeated first in front. The wait
 * is the same for all, so appending keeps that order.
 */
final class UplinkWindow {
    // configuration
    private final DeviceOptions options;
    private final MessageIds msgIds;
    private final TopicTable topics;
    private final Outbox outbox;
    private final DeviceApplication application;

    // lives as long as the connection
    private final List<UplinkPublish> outstanding = new ArrayList<>();

    UplinkWindow(
            DeviceOptions options, MessageIds msgIds, TopicTable topics, Outbox outbox, DeviceApplication application) {
        this.options = options;
        this.msgIds = msgIds;
        this.topics = topics;
        this.outbox = outbox;
        this.application = application;
    }

    boolean isFull() {
        return outstanding.size() >= options.windowMessagesMax();
    }

    int count() {
        return outstanding.size();
    }

    long deadlineNanos() {
        return outstanding.isEmpty() ? VirtualDevice.NEVER : outstanding.get(0).deadlineNanos;
    }

    void publish(OutgoingMessage message, long token, long nowNanos) {
        Publish publish =
                new Publish(false, message.qos(), message.retain(), message.topic(), msgIds.take(), message.data());
        UplinkPublish exchange = new UplinkPublish(publish, token);
        exchange.retriesLeft = options.retriesMax();
        append(exchange, nowNanos);
        outbox.send(publish, nowNanos);
    }

    /** The same from a sleeper: this one, unlike what was outstanding before, is repeated during the sleep. */
    void publishAsleep(OutgoingMessage message, long token, long nowNanos) {
        publish(message, token, nowNanos);
        outstanding.get(outstanding.size() - 1).asleep = true;
    }

    private void append(UplinkPublish exchange, long nowNanos) {
        exchange.deadlineNanos = nowNanos + options.retryNanos();
        outstanding.add(exchange);
    }

    /** Repeats what is due; says {@code false} when a message has been repeated as often as allowed. */
    boolean onTime(long nowNanos) {
        while (deadlineNanos() <= nowNanos) {
            if (outstanding.get(0).retriesLeft == 0) {
                return false;
            }
            UplinkPublish exchange = outstanding.remove(0);
            exchange.retriesLeft--;
            append(exchange, nowNanos);
            outbox.repeat(request(exchange, true), nowNanos);
        }
        return true;
    }

    /** When a sleeper has something to repeat. */
    long asleepDeadlineNanos() {
        long earliest = VirtualDevice.NEVER;
        for (UplinkPublish exchange : outstanding) {
            earliest = exchange.asleep ? Math.min(earliest, exchange.deadlineNanos) : earliest;
        }
        return earliest;
    }

    /** Repeats what a sleeper published; what stays unanswered goes on with the next connection. */
    void onTimeAsleep(long nowNanos) {
        for (UplinkPublish exchange : outstanding) {
            if (exchange.asleep && exchange.deadlineNanos <= nowNanos) {
                exchange.asleep = exchange.retriesLeft > 0;
                if (exchange.asleep) {
                    exchange.retriesLeft--;
                    exchange.deadlineNanos = nowNanos + options.retryNanos();
                    outbox.repeat(request(exchange, true), nowNanos);
                }
            }
        }
    }

    private static SnMessage request(UplinkPublish exchange, boolean repeated) {
        if (exchange.released) {
            return new PubRel(exchange.message.msgId());
        }
        return repeated ? exchange.message.repeated() : exchange.message;
    }

    /** After a sleep the waiting starts anew: the gateway could not answer meanwhile (SN12-SLP-18). */
    void resume(long nowNanos) {
        for (UplinkPublish exchange : outstanding) {
            exchange.asleep = false;
            exchange.deadlineNanos = nowNanos;
            exchange.retriesLeft = options.retriesMax() + 1;
        }
    }

    void onPubAck(PubAck ack, long nowNanos) {
        int index = indexOf(ack.msgId());
        boolean rejected = !ack.returnCode().isAccepted();
        if (index < 0 || !isFor(outstanding.get(index), ack, rejected)) {
            if (ack.returnCode().equals(ReturnCode.INVALID_TOPIC_ID)) {
                topics.forget(new TopicRef.Normal(ack.topicId()));
            }
            application.onStray(ack, nowNanos);
            return;
        }
        UplinkPublish exchange = remove(index);
        if (!rejected) {
            application.onPublishAcknowledged(exchange.token, nowNanos);
            return;
        }
        if (ack.returnCode().equals(ReturnCode.INVALID_TOPIC_ID)) {
            topics.forget(exchange.message.topic());
        }
        application.onPublishRejected(exchange.token, ack.returnCode(), nowNanos);
    }

    /** PUBACK accepts QoS 1 only, and rejects either level; its TopicId is that of the PUBLISH. */
    private static boolean isFor(UplinkPublish exchange, PubAck ack, boolean rejected) {
        return (rejected || exchange.message.qos() == Qos.ONE)
                && exchange.message.topic().wireId() == ack.topicId();
    }

    void onPubRec(int msgId, SnMessage pubRec, long nowNanos) {
        int index = indexOf(msgId);
        if (index < 0 || outstanding.get(index).message.qos() != Qos.TWO) {
            application.onStray(pubRec, nowNanos);
            return;
        }
        UplinkPublish exchange = outstanding.remove(index);
        exchange.released = true;
        exchange.retriesLeft = options.retriesMax();
        append(exchange, nowNanos);
        outbox.send(request(exchange, false), nowNanos);
    }

    void onPubComp(int msgId, SnMessage pubComp, long nowNanos) {
        int index = indexOf(msgId);
        if (index < 0 || !outstanding.get(index).released) {
            application.onStray(pubComp, nowNanos);
            return;
        }
        application.onPublishAcknowledged(remove(index).token, nowNanos);
    }

    /** The connection has ended: none of these will be acknowledged. */
    void abandonAll(long nowNanos) {
        List<UplinkPublish> abandoned = new ArrayList<>(outstanding);
        outstanding.clear();
        for (UplinkPublish exchange : abandoned) {
            msgIds.giveBack(exchange.message.msgId());
        }
        for (UplinkPublish exchange : abandoned) {
            application.onPublishAbandoned(exchange.token, nowNanos);
        }
    }

    private UplinkPublish remove(int index) {
        UplinkPublish exchange = outstanding.remove(index);
        msgIds.giveBack(exchange.message.msgId());
        return exchange;
    }

    private int indexOf(int msgId) {
        for (int i = 0; i < outstanding.size(); i++) {
            if (outstanding.get(i).message.msgId() == msgId) {
                return i;
            }
        }
        return -1;
    }
}
