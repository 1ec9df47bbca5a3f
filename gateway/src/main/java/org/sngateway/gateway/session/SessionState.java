package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.StateName;

/** Where a session stands (MQTT-SN 1.2 s.6.14); what only one state knows lives in that state. */
sealed interface SessionState {

    StateName name();

    /** What the device counts on, should this process end: a CONNECT may fail, and who is awake is asleep otherwise. */
    default SessionState stored() {
        return this;
    }

    /** Not connected; the record is kept for the device's next CONNECT. */
    record Disconnected(long sinceNanos) implements SessionState {
        @Override
        public StateName name() {
            return StateName.DISCONNECTED;
        }
    }

    /** A CONNECT is being dealt with; {@code previous} is where a failed attempt leads back to. */
    record Connecting(ConnectAttempt attempt, SessionState previous) implements SessionState {
        @Override
        public StateName name() {
            return StateName.CONNECTING;
        }

        @Override
        public SessionState stored() {
            return previous.stored();
        }
    }

    record Active() implements SessionState {
        static final Active INSTANCE = new Active();

        @Override
        public StateName name() {
            return StateName.ACTIVE;
        }
    }

    /** Asleep for {@code durationSeconds} at a time, as the device announced it. */
    record Asleep(int durationSeconds) implements SessionState {
        @Override
        public StateName name() {
            return StateName.ASLEEP;
        }
    }

    /** Awake to fetch its messages; asleep for {@code durationSeconds} again after that. */
    record Awake(int durationSeconds) implements SessionState {
        @Override
        public StateName name() {
            return StateName.AWAKE;
        }

        @Override
        public SessionState stored() {
            return new Asleep(durationSeconds);
        }
    }

    /** Silent for longer than it promised. */
    record Lost(long sinceNanos) implements SessionState {
        @Override
        public StateName name() {
            return StateName.LOST;
        }
    }
}
