package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/** Payloads as people read them. */
final class PayloadText {
    private static final int OCTETS_MAX = 48;

    private PayloadText() {}

    static String of(Octets payload) {
        @Nullable String text = payload.utf8();
        boolean isText =
                text != null && payload.length() <= OCTETS_MAX && text.chars().noneMatch(Character::isISOControl);
        return isText ? "\"" + text + "\"" : payload.length() + " octets";
    }
}
