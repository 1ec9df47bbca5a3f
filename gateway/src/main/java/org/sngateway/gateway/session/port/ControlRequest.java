package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Qos;

/** Something that an operator wants done with one device's session. */
public sealed interface ControlRequest {

    String clientId();

    /** Calls the visitor's method for this kind of request. */
    void accept(ControlVisitor visitor);

    /** Ends the device's connection. */
    record Kick(String clientId) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Ends the device's session, here and at the broker, with all that waits for the device. */
    record Forget(String clientId) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Takes one message out of the device's queue; {@link #OLDEST} for the first. */
    record Drop(String clientId, long number) implements ControlRequest {
        public static final long OLDEST = 0;

        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Empties the device's queue, but for what may have been sent already if {@code keepInFlight}. */
    record Flush(String clientId, boolean keepInFlight) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Subscribes in the device's stead. */
    record Subscribe(String clientId, String filter, Qos qos) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Ends a subscription in the device's stead. */
    record Unsubscribe(String clientId, String filter) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Sends a message to the device; with a {@link DownlinkCommand#predefinedId} its topic is still to be found. */
    record Publish(String clientId, DownlinkCommand command) implements ControlRequest {
        @Override
        public void accept(ControlVisitor visitor) {
            visitor.visit(this);
        }
    }
}
