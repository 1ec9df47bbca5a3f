package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;

import java.util.ArrayDeque;
import java.util.Deque;

/** A device's REGISTER, SUBSCRIBE and UNSUBSCRIBE requests: one outstanding at a time, the others wait in line. */
final class RequestQueue {
    /** Requests that may be in line at a time; the next is refused. */
    static final int REQUESTS_MAX = 64;

    // configuration
    private final MessageIds msgIds;
    private final TopicTable topics;
    private final Outbox outbox;
    private final DeviceApplication application;

    // lives as long as the connection
    private final Deque<SnMessage> line = new ArrayDeque<>();
    private final Supervision supervision;

    RequestQueue(
            DeviceOptions options, MessageIds msgIds, TopicTable topics, Outbox outbox, DeviceApplication application) {
        this.msgIds = msgIds;
        this.topics = topics;
        this.outbox = outbox;
        this.application = application;
        supervision = new Supervision(options);
    }

    boolean isFull() {
        return line.size() >= REQUESTS_MAX;
    }

    int count() {
        return line.size();
    }

    long deadlineNanos() {
        return supervision.deadlineNanos();
    }

    void ask(SnMessage request, long nowNanos) {
        line.add(request);
        if (line.size() == 1) {
            supervision.start(request, nowNanos);
            outbox.send(request, nowNanos);
        }
    }

    /** Repeats the request that is due; says {@code false} when it has been repeated as often as allowed. */
    boolean onTime(long nowNanos) {
        if (supervision.deadlineNanos() > nowNanos) {
            return true;
        }
        SnMessage request = supervision.retry(nowNanos);
        if (request == null) {
            return false;
        }
        boolean isSubscribe = request instanceof Subscribe;
        outbox.repeat(isSubscribe ? repeated((Subscribe) request) : request, nowNanos);
        return true;
    }

    private static Subscribe repeated(Subscribe subscribe) {
        return new Subscribe(true, subscribe.qos(), subscribe.msgId(), subscribe.topic());
    }

    void onRegAck(RegAck ack, long nowNanos) {
        if (!(line.peek() instanceof Register register) || register.msgId() != ack.msgId()) {
            application.onStray(ack, nowNanos);
            return;
        }
        String name = register.topicName().utf8();
        if (name == null) {
            throw new IllegalStateException("the device itself made this name: " + register.topicName());
        }
        TopicRef.@Nullable Normal topic = ack.returnCode().isAccepted() ? topics.learn(name, ack.topicId()) : null;
        next(ack.msgId(), nowNanos);
        if (topic != null) {
            application.onRegistered(name, topic, nowNanos);
        } else {
            application.onRegisterRejected(name, ack.returnCode(), nowNanos);
        }
    }

    void onSubAck(SubAck ack, long nowNanos) {
        if (!(line.peek() instanceof Subscribe subscribe) || subscribe.msgId() != ack.msgId()) {
            application.onStray(ack, nowNanos);
            return;
        }
        boolean accepted = ack.returnCode().isAccepted();
        if (accepted) {
            learn(subscribe.topic(), ack.topicId());
        }
        next(ack.msgId(), nowNanos);
        if (accepted) {
            application.onSubscribed(subscribe.topic(), ack.qos(), nowNanos);
        } else {
            application.onSubscribeRejected(subscribe.topic(), ack.returnCode(), nowNanos);
        }
    }

    private void learn(TopicRef topic, int topicId) {
        if (topic instanceof TopicRef.Predefined predefined) {
            topics.learnPredefined(predefined.id());
        } else if (topic instanceof TopicRef.Named named && topicId != 0) {
            String name = named.name().utf8();
            if (name != null && name.indexOf('+') < 0 && name.indexOf('#') < 0) {
                topics.learn(name, topicId);
            }
        }
    }

    void onUnsubAck(UnsubAck ack, long nowNanos) {
        if (!(line.peek() instanceof Unsubscribe unsubscribe) || unsubscribe.msgId() != ack.msgId()) {
            application.onStray(ack, nowNanos);
            return;
        }
        next(ack.msgId(), nowNanos);
        application.onUnsubscribed(unsubscribe.topic(), nowNanos);
    }

    private void next(int msgId, long nowNanos) {
        msgIds.giveBack(msgId);
        line.remove();
        supervision.stop();
        SnMessage request = line.peek();
        if (request != null) {
            supervision.start(request, nowNanos);
            outbox.send(request, nowNanos);
        }
    }

    void clear() {
        for (SnMessage request : line) {
            msgIds.giveBack(msgIdOf(request));
        }
        line.clear();
        supervision.stop();
    }

    private static int msgIdOf(SnMessage request) {
        if (request instanceof Register register) {
            return register.msgId();
        }
        if (request instanceof Subscribe subscribe) {
            return subscribe.msgId();
        }
        return ((Unsubscribe) request).msgId();
    }
}
