package org.sngateway.simulator.conformance;

/** There is no MQTT-SN gateway at the address, or none that lets us in; the message is one sentence for people. */
public final class TargetUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TargetUnreachable(String message) {
        super(message);
    }
}
