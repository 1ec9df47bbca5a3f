package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;

/** One device's sleep (MQTT-SN 1.2 s.6.14; SN12-SLP): falling asleep, waking to fetch messages, and falling asleep again. */
final class SleepCycle {
    private final EngineContext context;
    private final Session session;

    /** The broker refused the device, or stayed away too long, while it slept: it is told when it wakes (SN12-AMB-40). */
    private @Nullable SessionCause end;

    SleepCycle(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** The device announced a sleep of so many seconds. */
    void begin(int announcedSeconds, long nowNanos) {
        int seconds = Math.min(announcedSeconds, context.options.sleep().durationSecondsMax());
        session.downlink().freeze();
        session.uplink().mute();
        session.subscribing().mute();
        session.willUpdates().mute();
        session.connecting().forget();
        session.enter(new SessionState.Asleep(seconds), SessionCause.SLEEP, nowNanos);
        session.send(Disconnect.PLAIN);
    }

    /** Whether a PINGREQ from {@code from} may wake this device (SN12-AMB-25). */
    boolean mayBeWokenFrom(Peer from) {
        SessionState state = session.state();
        boolean sleeper = state instanceof SessionState.Asleep || state instanceof SessionState.Awake;
        Peer last = session.lastPeerOrNull();
        return sleeper
                && switch (context.options.sleep().wakeFrom()) {
                    case NEVER -> false;
                    case SAME_IP -> last != null && last.isSameHost(from);
                    case ANY -> true;
                };
    }

    void onPingReq(long nowNanos) {
        if (session.state() instanceof SessionState.Asleep asleep) {
            wake(asleep.durationSeconds(), nowNanos);
        } else if (session.state() instanceof SessionState.Awake) {
            session.downlink().nudge(nowNanos);
        } else {
            session.send(new PingResp());
        }
    }

    private void wake(int durationSeconds, long nowNanos) {
        if (session.downlink().isIdle()) {
            context.observer.measured(Measure.AWAKE, 0);
            closeWake(nowNanos);
            return;
        }
        session.enter(new SessionState.Awake(durationSeconds), SessionCause.WAKE, nowNanos);
        session.downlink().resume(nowNanos);
    }

    /** Nothing more to deliver: ends a wake, and only a wake (SN12-SLP-05). */
    void onDrained(long nowNanos) {
        if (session.state() instanceof SessionState.Awake awake) {
            session.downlink().freeze();
            session.enter(new SessionState.Asleep(awake.durationSeconds()), SessionCause.DRAINED, nowNanos);
            closeWake(nowNanos);
        }
    }

    private void closeWake(long nowNanos) {
        session.beginTime(nowNanos);
        SessionCause cause = end;
        if (cause == null) {
            session.send(new PingResp());
        } else {
            session.send(Disconnect.PLAIN);
            session.end().endConnection(nowNanos, cause);
        }
    }

    /** The device fell silent during its wake: what it did not take stays for the next (SN12-STA-37). */
    void fallAsleepUnanswered(long nowNanos) {
        if (session.state() instanceof SessionState.Awake awake) {
            session.downlink().freeze();
            session.beginTime(nowNanos);
            session.journal().dropHeld();
            session.enter(new SessionState.Asleep(awake.durationSeconds()), SessionCause.NO_ANSWER, nowNanos);
        }
    }

    /** The device's connection is over, but it cannot be told before it wakes. */
    void endAtWake(SessionCause cause) {
        end = cause;
    }

    /** Whether it sleeps in a connection that is over. */
    boolean isOver() {
        return end != null;
    }

    void forgetEnd() {
        end = null;
    }
}
