package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

import java.util.ArrayDeque;
import java.util.Deque;

/** A device's REGISTER, SUBSCRIBE, UNSUBSCRIBE and WILL...UPD requests: one outstanding at a time, the others wait in line. */
final class RequestQueue {
    /** Requests that may be in line at a time; the next is refused. */
    static final int REQUESTS_MAX = 64;

    /** WILLTOPICUPD and WILLMSGUPD have none: their answers are told by their kind. */
    private static final int NO_MSG_ID = 0;

    // configuration
    private final MessageIds msgIds;
    private final TopicTable topics;
    private final Outbox outbox;
    private final DeviceApplication application;
    private final CurrentWill will;

    // lives as long as the connection
    private final Deque<SnMessage> line = new ArrayDeque<>();
    private final Supervision supervision;

    RequestQueue(DeviceOptions options, MessageIds msgIds, TopicTable topics, CurrentWill will, Voices voices) {
        this.msgIds = msgIds;
        this.topics = topics;
        this.will = will;
        outbox = voices.outbox();
        application = voices.application();
        supervision = new Supervision(options);
    }

    /** Where a part of the device speaks to: the gateway, and the program on the device. */
    record Voices(Outbox outbox, DeviceApplication application) {}

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

    void onWillTopicResp(WillTopicResp answer, long nowNanos) {
        if (!(line.peek() instanceof WillTopicUpd update)) {
            application.onStray(answer, nowNanos);
            return;
        }
        if (answer.returnCode().isAccepted()) {
            will.change(update);
        }
        next(NO_MSG_ID, nowNanos);
        onWillAnswered(answer.returnCode(), nowNanos);
    }

    void onWillMsgResp(WillMsgResp answer, long nowNanos) {
        if (!(line.peek() instanceof WillMsgUpd update)) {
            application.onStray(answer, nowNanos);
            return;
        }
        if (answer.returnCode().isAccepted()) {
            will.change(update);
        }
        next(NO_MSG_ID, nowNanos);
        onWillAnswered(answer.returnCode(), nowNanos);
    }

    private void onWillAnswered(ReturnCode code, long nowNanos) {
        if (code.isAccepted()) {
            application.onWillUpdated(nowNanos);
        } else {
            application.onWillUpdateRejected(code, nowNanos);
        }
    }

    private void next(int msgId, long nowNanos) {
        giveBack(msgId);
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
            giveBack(msgIdOf(request));
        }
        line.clear();
        supervision.stop();
    }

    private void giveBack(int msgId) {
        if (msgId != NO_MSG_ID) {
            msgIds.giveBack(msgId);
        }
    }

    private static int msgIdOf(SnMessage request) {
        if (request instanceof Register register) {
            return register.msgId();
        }
        if (request instanceof Subscribe subscribe) {
            return subscribe.msgId();
        }
        return request instanceof Unsubscribe unsubscribe ? unsubscribe.msgId() : NO_MSG_ID;
    }
}
