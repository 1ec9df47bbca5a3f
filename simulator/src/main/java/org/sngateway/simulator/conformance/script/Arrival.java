package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;

import java.util.Locale;

/**
 * One datagram that a device got.
 *
 * @param message what it says, or {@code null} when it is no MQTT-SN message
 * @param why it is none; empty when it is one
 * @param repeats whether the device got the same before, DUP apart, as an unanswered request is repeated
 */
record Arrival(Octets octets, @Nullable SnMessage message, String why, boolean repeats) {
    String text() {
        return message == null
                ? "a datagram that is no MQTT-SN message ("
                        + why.toLowerCase(Locale.ROOT).replace('_', ' ') + "): " + Trace.hex(octets.toByteArray())
                : SnText.of(message);
    }
}
