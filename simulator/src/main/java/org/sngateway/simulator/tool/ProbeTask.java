package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.LinkedHashMap;
import java.util.Map;

/** One connect, publish and disconnect, each with its time. */
final class ProbeTask extends DeviceTask {
    private final ProbePlan plan;
    private final Map<String, Long> phases = new LinkedHashMap<>();
    private String phase = "resolve";
    private long phaseNanos;
    private long timeoutNanos = VirtualDevice.NEVER;

    ProbeTask(String gateway, ProbePlan plan) {
        super(gateway);
        this.plan = plan;
    }

    @Override
    void start(long nowNanos) {
        timeoutNanos = nowNanos + plan.timeoutNanos();
        enter("connect", nowNanos);
        device().connect(nowNanos);
    }

    private void enter(String next, long nowNanos) {
        phase = next;
        phaseNanos = nowNanos;
    }

    private void complete(long nowNanos) {
        phases.put(phase, nowNanos - phaseNanos);
    }

    @Override
    long actNanos() {
        return timeoutNanos;
    }

    @Override
    void act(long nowNanos) {
        if (timeoutNanos <= nowNanos) {
            boolean answered = wasConnected();
            end(Outcome.failure(answered ? ToolExit.FAILURE : ToolExit.UNREACHABLE, "no answer to " + phase));
        }
    }

    @Override
    void connected(long nowNanos) {
        complete(nowNanos);
        if (plan.topic() instanceof TopicRef.Named named) {
            enter("register", nowNanos);
            boolean ignored = device().register(String.valueOf(named.name().utf8()), nowNanos);
        } else {
            publish(plan.topic(), nowNanos);
        }
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal topic, long nowNanos) {
        complete(nowNanos);
        publish(topic, nowNanos);
    }

    private void publish(TopicRef topic, long nowNanos) {
        enter("publish", nowNanos);
        boolean ignored = device().publish(new OutgoingMessage(topic, plan.qos(), false, plan.payload()), 1, nowNanos);
        if (!plan.qos().isAcknowledged()) {
            onPublishAcknowledged(1, nowNanos);
        }
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        complete(nowNanos);
        enter("disconnect", nowNanos);
        leaveWithin(timeoutNanos - nowNanos, Outcome.failure(ToolExit.FAILURE, "no answer to disconnect"), nowNanos);
    }

    @Override
    public void onDisconnected(long nowNanos) {
        if (phase.equals("disconnect")) {
            complete(nowNanos);
            end(Outcome.OK);
        } else {
            super.onDisconnected(nowNanos);
        }
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        refuse("the connection", code);
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        refuse("the topic " + topicName, code);
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        refuse("the message", code);
    }

    /** QoS 0 is refused by PUBACK, too (SN12-PUBC-02). */
    @Override
    public void onStray(SnMessage message, long nowNanos) {
        if (message instanceof PubAck ack && !ack.returnCode().isAccepted()) {
            refuse("the message", ack.returnCode());
        }
    }

    private void refuse(String what, ReturnCode code) {
        end(Outcome.failure(ToolExit.FAILURE, Outcome.refused(what, code).complaint() + ""));
    }

    @Override
    void onLost(LossCause cause, long nowNanos) {
        Outcome lost = lost(cause, "");
        int exitCode = wasConnected() ? ToolExit.FAILURE : lost.exitCode();
        end(Outcome.failure(exitCode, String.valueOf(lost.complaint())));
    }

    ProbeReport report(Outcome outcome) {
        @Nullable String failed = outcome.exitCode() == ToolExit.OK ? null : phase;
        return new ProbeReport(gateway(), Map.copyOf(phases), outcome.exitCode(), failed, outcome.complaint());
    }
}
