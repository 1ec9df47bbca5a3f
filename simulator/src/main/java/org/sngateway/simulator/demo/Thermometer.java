package org.sngateway.simulator.demo;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.Locale;

/**
 * A thermometer that sleeps. When it wakes it publishes what it measures, collects what waits for it and sleeps again; a
 * command {@code {"every":5}} changes how long it sleeps, which it reports.
 */
final class Thermometer extends Thing {
    static final int EVERY_SECONDS_MIN = 2;
    static final int EVERY_SECONDS_MAX = 3600;
    private static final long MILLI_NANOS = 1_000_000;

    // lives as long as the device
    private final Climate climate;
    private final Tally tally;
    private int everySeconds;
    private String reading = "";
    private String report = "";

    // lives as long as one time awake
    private long publishedNanos;
    private long awakeNanos;
    private int collected;

    Thermometer(String clientId, DeviceLink link, News news, Tally tally, Schedule schedule) {
        super(clientId, link, news);
        this.tally = tally;
        climate = schedule.climate();
        everySeconds = schedule.everySeconds();
        actAt(schedule.startNanos());
    }

    /** What it measures, how often at first, and from when on. */
    record Schedule(Climate climate, int everySeconds, long startNanos) {}

    @Override
    public void onConnected(long nowNanos) {
        device().subscribe(new TopicRef.Predefined(Topics.CONFIG_COMMAND), Qos.ONE, nowNanos);
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        tell("connected, sleeps " + everySeconds + " s at a time");
        measure(nowNanos);
    }

    /**
     * A reading that is not acknowledged before the next is due is no reason not to ask for what waits. One that is still
     * awake, because the gateway is slow, leaves this time out.
     */
    @Override
    void act(long nowNanos) {
        actAt(nowNanos + everySeconds * SECOND_NANOS);
        if (device().state() != DeviceState.ASLEEP) {
            super.act(nowNanos);
        } else if (device().canPublishAsleep()) {
            measure(nowNanos);
        } else {
            wake(nowNanos);
        }
    }

    private void measure(long nowNanos) {
        reading = String.format(Locale.ROOT, "{\"t\":%.1f}", climate.degrees(nowNanos));
        publishedNanos = nowNanos;
        publish(Topics.TEMPERATURE, Qos.ONE, reading, nowNanos);
    }

    private void wake(long nowNanos) {
        awakeNanos = nowNanos;
        collected = 0;
        device().wake(nowNanos);
    }

    private void sleep(long nowNanos) {
        actAt(VirtualDevice.NEVER);
        device().sleep(everySeconds, VirtualDevice.NEVER, nowNanos);
    }

    @Override
    public void onAsleep(long nowNanos) {
        actAt(nowNanos + everySeconds * SECOND_NANOS);
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        if (token == Topics.TEMPERATURE) {
            tally.readings++;
            tell("published " + Topics.temperature(clientId()) + " " + reading + ", acknowledged after "
                    + millis(nowNanos - publishedNanos));
        } else {
            tell("published " + Topics.report(clientId()) + " " + report);
            report = "";
        }
        goOn(token, nowNanos);
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        tell("could not publish: " + code);
        goOn(token, nowNanos);
    }

    private void goOn(long token, long nowNanos) {
        boolean isAsleep = device().state() == DeviceState.ASLEEP;
        if (isAsleep && token == Topics.TEMPERATURE) {
            wake(nowNanos);
        } else if (isAsleep || device().state() == DeviceState.ACTIVE) {
            sleep(nowNanos);
        }
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        collected++;
        double every = JsonCommand.of(message.data().utf8()).number("every");
        if (every >= EVERY_SECONDS_MIN && every <= EVERY_SECONDS_MAX) {
            everySeconds = (int) every;
            report = "{\"every\":" + everySeconds + "}";
        } else {
            report = "{\"every\":" + everySeconds + ",\"error\":\"every is a number of seconds, " + EVERY_SECONDS_MIN
                    + " to " + EVERY_SECONDS_MAX + "\"}";
        }
    }

    @Override
    public void onCollected(long nowNanos) {
        if (collected > 0) {
            tally.toSleepers += collected;
            tell("awake: " + collected + " queued message" + (collected == 1 ? "" : "s") + " delivered in "
                    + millis(nowNanos - awakeNanos) + ", asleep again");
        }
        if (!report.isEmpty()) {
            publish(Topics.CONFIG_REPORT, Qos.ONE, report, nowNanos);
        }
    }

    @Override
    public void onCollectUnanswered(long nowNanos) {
        tell("woke and got no answer, asleep again");
    }

    private static String millis(long nanos) {
        return (nanos + MILLI_NANOS / 2) / MILLI_NANOS + " ms";
    }
}
