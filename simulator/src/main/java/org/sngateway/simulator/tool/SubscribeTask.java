package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.function.Consumer;

/** Subscribes, prints what arrives, sleeps in between if it is to, and connects again when the connection is lost. */
final class SubscribeTask extends DeviceTask {
    private static final long RECONNECT_NANOS_MIN = SECOND_NANOS;
    private static final long RECONNECT_NANOS_MAX = 30 * SECOND_NANOS;

    // configuration
    private final SubscribePlan plan;
    private final Messages messages;
    private final Consumer<String> complaints;

    // lives as long as the task
    private long timeoutNanos = VirtualDevice.NEVER;
    private long printed;
    private long lastMessageNanos = VirtualDevice.NEVER;
    private long reconnectAfterNanos = RECONNECT_NANOS_MIN;
    private long reconnectNanos = VirtualDevice.NEVER;
    private @Nullable Outcome refusal;

    // lives as long as the connection
    private int requests;
    private int accepted;
    private boolean asked;

    SubscribeTask(String gateway, SubscribePlan plan, Messages messages, Consumer<String> complaints) {
        super(gateway);
        this.plan = plan;
        this.messages = messages;
        this.complaints = complaints;
    }

    @Override
    void start(long nowNanos) {
        if (plan.timeoutNanos() > 0) {
            timeoutNanos = nowNanos + plan.timeoutNanos();
        }
        device().connect(nowNanos);
    }

    @Override
    void connected(long nowNanos) {
        requests = 0;
        accepted = 0;
        asked = false;
        reconnectAfterNanos = RECONNECT_NANOS_MIN;
    }

    @Override
    long actNanos() {
        long lastNanos = isCountReached() ? lastMessageNanos + STOP_NANOS : VirtualDevice.NEVER;
        return Math.min(Math.min(timeoutNanos, reconnectNanos), lastNanos);
    }

    @Override
    void act(long nowNanos) {
        if (isCountReached()) {
            endWithTheLastMessage(nowNanos);
        } else if (timeoutNanos <= nowNanos) {
            leaveWithin(STOP_NANOS, timedOut(), nowNanos);
        } else if (reconnectNanos <= nowNanos) {
            reconnectNanos = VirtualDevice.NEVER;
            device().connect(nowNanos);
        } else if (device().state() == DeviceState.ACTIVE && !asked) {
            actConnected(nowNanos);
        }
    }

    private Outcome timedOut() {
        return wasConnected()
                ? Outcome.failure(ToolExit.TIMED_OUT, "timed out")
                : Outcome.failure(ToolExit.UNREACHABLE, gateway() + " does not answer");
    }

    private boolean isCountReached() {
        return plan.count() > 0 && printed >= plan.count();
    }

    /** Not before the handshake of its QoS 2 is complete, or the next session would begin with the rest of it. */
    private void endWithTheLastMessage(long nowNanos) {
        if (device().unreleasedMessages() == 0 || lastMessageNanos + STOP_NANOS <= nowNanos) {
            leave(Outcome.OK, nowNanos);
        }
    }

    /** One request at a time: first what is to end, then what is to begin (SN12-MID-06). */
    private void actConnected(long nowNanos) {
        int ends = plan.unsubscribes().size();
        if (requests < ends) {
            asked = device().unsubscribe(plan.unsubscribes().get(requests), nowNanos);
        } else if (requests < ends + plan.topics().size()) {
            asked = device().subscribe(plan.topics().get(requests - ends), plan.qos(), nowNanos);
        } else if (accepted == 0 && refusal != null) {
            leave(refusal, nowNanos);
        } else if (plan.untilSubscribed()) {
            leave(refusal == null ? Outcome.OK : refusal, nowNanos);
        } else if (plan.sleepSeconds() > 0) {
            device().sleep(plan.sleepSeconds(), plan.sleepSeconds() * SECOND_NANOS, nowNanos);
        }
    }

    private void answered() {
        requests++;
        asked = false;
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        accepted++;
        answered();
    }

    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {
        refusal = Outcome.refused("the subscription to " + Topics.text(topic), code);
        if (plan.topics().size() > 1) {
            complaints.accept(String.valueOf(refusal.complaint()));
        }
        answered();
    }

    @Override
    public void onUnsubscribed(TopicRef topic, long nowNanos) {
        answered();
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        if (isLeaving() || isCountReached()) {
            return;
        }
        switch (plan.retained()) {
            case PRINTED -> print(message, nowNanos);
            case LEFT_OUT -> {
                if (!message.retain()) {
                    print(message, nowNanos);
                }
            }
            case ONLY -> {
                if (message.retain()) {
                    print(message, nowNanos);
                } else {
                    leaveWithin(STOP_NANOS, Outcome.OK, nowNanos);
                }
            }
        }
    }

    private void print(ReceivedMessage message, long nowNanos) {
        printed++;
        lastMessageNanos = nowNanos;
        if (!messages.print(message)) {
            leaveWithin(STOP_NANOS, Outcome.OK, nowNanos);
        }
    }

    @Override
    public void onCollectUnanswered(long nowNanos) {
        complaints.accept(gateway() + " does not answer; asleep again");
    }

    /** A gateway that is away at the start may be the wrong one; later it is waited for. */
    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        if (wasConnected() && code.isCongestion()) {
            connectLater("the gateway is congested", nowNanos);
        } else {
            super.onConnectRejected(code, nowNanos);
        }
    }

    @Override
    void onLost(LossCause cause, long nowNanos) {
        Outcome lost = lost(cause, "");
        if (wasConnected()) {
            connectLater(String.valueOf(lost.complaint()), nowNanos);
        } else {
            end(lost);
        }
    }

    private void connectLater(String why, long nowNanos) {
        complaints.accept(why + "; connecting again in " + reconnectAfterNanos / SECOND_NANOS + " s");
        reconnectNanos = nowNanos + reconnectAfterNanos;
        reconnectAfterNanos = Math.min(RECONNECT_NANOS_MAX, 2 * reconnectAfterNanos);
    }
}
