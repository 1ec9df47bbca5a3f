package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/*
 * The truth is on the wire: a device sleeps from the moment at which the gateway has answered its DISCONNECT with a
 * duration, or has ended its wake with PINGRESP, until the gateway hears PINGREQ or CONNECT. Answers may be held until
 * the store has what they promise, and leave late but in order; so a request that came in while one was held counts from
 * when the held one has left. A wake that the gateway ends without PINGRESP, because the device fell silent, shows only
 * in the session's state; and a process that dies leaves its sleepers asleep.
 */
/** Which devices sleep, from the gateway's point of view. */
final class SleepView {
    /** How long what was decided may be held before it leaves. */
    static final long HELD_NANOS = 2 * Moment.SECOND_NANOS;

    /** Where a device is. */
    enum Phase {
        /** Nothing is known, or there is no connection. */
        NONE,
        CONNECTED,
        ASLEEP,
        /** PINGREQ has come, and PINGRESP has not left. */
        AWAKE,
        /** CONNECT has come, and CONNACK has not left. */
        CONNECTING
    }

    /** What is known of one device. */
    static final class Sleeper {
        Phase phase = Phase.NONE;
        int sleepSeconds;
        /** DISCONNECTs with a duration that were not answered yet. */
        int goodnights;
        /** The duration of the last of them. */
        int wantedSeconds;

        long goodnightNanos;
        /** A plain DISCONNECT waits for its answer. */
        boolean goodbye;
        /** When it last asked to be woken. */
        long pingedNanos = Long.MIN_VALUE / 2;
        /** When this wake began. */
        long wokeNanos;
        /** From when on it is asleep although PINGRESP did not say so. */
        long asleepFromNanos = Long.MAX_VALUE;

        boolean isAsleep(long nowNanos) {
            return goodnights == 0 && (phase == Phase.ASLEEP || phase == Phase.AWAKE && nowNanos >= asleepFromNanos);
        }
    }

    private final Map<String, Sleeper> byDevice = new HashMap<>();
    private final Map<String, String> deviceOfClient = new HashMap<>();
    private long retryNanos;

    /** The device's record as it is now. */
    Sleeper of(String device) {
        return byDevice.computeIfAbsent(device, d -> new Sleeper());
    }

    /** The device that last spoke for this client. */
    @Nullable
    String deviceOf(String clientId) {
        return deviceOfClient.get(clientId);
    }

    void on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.GatewayReceived received && received.device() != null) {
            if (received.clientId() != null) {
                deviceOfClient.put(received.clientId(), received.device());
            }
            onReceived(of(received.device()), received.message(), nowNanos);
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.device() != null) {
            onSent(of(sent.device()), sent.message(), nowNanos);
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            onState(changed, nowNanos);
        } else if (event instanceof WorldEvent.Began began) {
            retryNanos = began.engine().timing().retryNanos();
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            byDevice.values().forEach(SleepView::onCrash);
        }
    }

    private static void onReceived(Sleeper sleeper, SnMessage message, long nowNanos) {
        if (message instanceof Disconnect disconnect) {
            if (disconnect.durationSeconds() > 0) {
                if (sleeper.goodnights == 0) {
                    sleeper.goodnightNanos = nowNanos;
                }
                sleeper.goodnights++;
                sleeper.wantedSeconds = disconnect.durationSeconds();
            } else {
                sleeper.goodbye = true;
            }
        } else if (message instanceof Connect) {
            sleeper.phase = Phase.CONNECTING;
        } else if (message instanceof PingReq) {
            sleeper.pingedNanos = nowNanos;
            if (sleeper.phase == Phase.ASLEEP
                    || sleeper.phase == Phase.AWAKE && sleeper.asleepFromNanos != Long.MAX_VALUE) {
                wake(sleeper, nowNanos);
            }
        }
    }

    private static void wake(Sleeper sleeper, long nowNanos) {
        sleeper.phase = Phase.AWAKE;
        sleeper.wokeNanos = nowNanos;
        sleeper.asleepFromNanos = Long.MAX_VALUE;
    }

    private static void onSent(Sleeper sleeper, SnMessage message, long nowNanos) {
        if (message instanceof Disconnect) {
            onDisconnectSent(sleeper, nowNanos);
        } else if (message instanceof PingResp && sleeper.phase == Phase.AWAKE) {
            if (sleeper.pingedNanos > sleeper.wokeNanos && nowNanos - sleeper.pingedNanos < HELD_NANOS) {
                // It asked again meanwhile, and that may have begun another wake.
                sleeper.wokeNanos = sleeper.pingedNanos;
                sleeper.asleepFromNanos = sleeper.pingedNanos + HELD_NANOS;
            } else {
                sleeper.phase = Phase.ASLEEP;
            }
        } else if (message instanceof ConnAck connAck && sleeper.phase == Phase.CONNECTING) {
            boolean accepted = connAck.returnCode().isAccepted();
            sleeper.phase = accepted ? Phase.CONNECTED : Phase.NONE;
            sleeper.goodbye = false;
        }
    }

    private static void onDisconnectSent(Sleeper sleeper, long nowNanos) {
        if (sleeper.goodnights == 0) {
            sleeper.phase = Phase.NONE;
            sleeper.goodbye = false;
            return;
        }
        sleeper.goodnights--;
        sleeper.sleepSeconds = sleeper.wantedSeconds;
        sleeper.phase = Phase.ASLEEP;
        if (sleeper.pingedNanos >= sleeper.goodnightNanos) {
            wake(sleeper, nowNanos);
            sleeper.asleepFromNanos = nowNanos + HELD_NANOS;
        }
    }

    private void onState(WorldEvent.SessionStateChanged changed, long nowNanos) {
        String device = deviceOfClient.get(changed.clientId());
        if (device != null && changed.from() == StateName.AWAKE && changed.to() == StateName.ASLEEP) {
            Sleeper sleeper = of(device);
            if (sleeper.phase == Phase.AWAKE) {
                // What waits for the store may leave as long as the device waits for an answer.
                sleeper.asleepFromNanos = Math.max(nowNanos + HELD_NANOS, sleeper.pingedNanos + retryNanos);
            }
        }
    }

    private static void onCrash(Sleeper sleeper) {
        sleeper.goodnights = 0;
        sleeper.goodbye = false;
        if (sleeper.phase == Phase.AWAKE) {
            sleeper.phase = Phase.ASLEEP;
        } else if (sleeper.phase == Phase.CONNECTING) {
            // It asks until it is answered, and its radio is on; whether the store has it as connected is open.
            sleeper.phase = Phase.NONE;
        }
    }
}
