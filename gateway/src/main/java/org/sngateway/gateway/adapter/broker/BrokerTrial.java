package org.sngateway.gateway.adapter.broker;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does with a broker, once, what a device does: logs in, subscribes, publishes, and waits for what it published. */
public final class BrokerTrial implements BrokerEventSink {
    private static final LegOwner DEVICE = new LegOwner() {};
    private static final long EPOCH = 1;
    private static final long SUBSCRIBE = 1;
    private static final long PUBLISH = 2;
    private static final long RETURN_SECONDS = 3;

    /** How far it came. */
    public enum Step {
        LOGIN,
        SUBSCRIBE,
        PUBLISH,
        /** The message was published, and did not come back within three seconds. */
        RETURN,
        DONE
    }

    /** @param reached the step that failed, or {@link Step#DONE}; {@code detail} says how, empty when nobody told */
    public record Outcome(Step reached, String detail) {}

    private final String topic;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ScheduledExecutorService loop;
    private final HivemqBrokerLeg leg;
    private volatile Step step = Step.LOGIN;
    private boolean returned;

    private BrokerTrial(BrokerSettings settings, ScheduledExecutorService loop, String clientId, String topic) {
        this.topic = topic;
        this.loop = loop;
        this.leg = new HivemqBrokerLink(settings, loop, this).leg(clientId, DEVICE);
    }

    /**
     * Tries, and waits for the end of it: some seconds at most.
     *
     * @param loop as {@link HivemqBrokerLink} wants it
     */
    public static Outcome of(BrokerSettings settings, ScheduledExecutorService loop, String clientId, String topic) {
        BrokerTrial trial = new BrokerTrial(settings, loop, clientId, topic);
        try {
            loop.execute(() -> trial.leg.open(new LegOptions(EPOCH, true, true, null)));
            long patienceMillis =
                    settings.timing().connect().toMillis() * 2 + TimeUnit.SECONDS.toMillis(RETURN_SECONDS);
            return trial.outcome.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException noAnswer) {
            return new Outcome(trial.step, "");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(trial.step, "interrupted");
        } finally {
            loop.execute(() -> trial.leg.close(false));
        }
    }

    private void ended(String detail) {
        outcome.complete(new Outcome(step, detail));
    }

    @Override
    public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
        if (event instanceof BrokerEvent.Opened) {
            step = Step.SUBSCRIBE;
            leg.subscribe(SUBSCRIBE, topic, Qos.ONE);
        } else if (event instanceof BrokerEvent.OpenFailed refused) {
            ended(refused.detail());
        } else if (event instanceof BrokerEvent.ConnectionLost lost) {
            ended(lost.detail());
        } else if (event instanceof BrokerEvent.SubscribeRejected) {
            ended("refused");
        } else if (event instanceof BrokerEvent.Subscribed) {
            step = Step.PUBLISH;
            Octets payload = Octets.copyOf("sn-gateway doctor".getBytes(StandardCharsets.US_ASCII));
            leg.publish(PUBLISH, new OutgoingPublish(topic, payload, Qos.ONE, false));
        } else if (event instanceof BrokerEvent.PublishRejected || event instanceof BrokerEvent.PublishAborted) {
            ended("refused");
        } else if (event instanceof BrokerEvent.PublishAccepted) {
            step = Step.RETURN;
            loop.schedule(() -> ended(""), RETURN_SECONDS, TimeUnit.SECONDS);
            finishIfBothAreThere();
        } else if (event instanceof BrokerEvent.MessageArrived arrived) {
            leg.acknowledge(arrived.delivery().id());
            returned = true;
            finishIfBothAreThere();
        }
    }

    private void finishIfBothAreThere() {
        if (returned && step == Step.RETURN) {
            step = Step.DONE;
            ended("");
        }
    }

    @Override
    public void onBrokerReachable() {
        // The gateway's own connection is not opened.
    }

    @Override
    public void onBrokerUnreachable(String detail) {
        // As above.
    }

    @Override
    public void onBrokerRefused(String detail) {
        // As above.
    }
}
