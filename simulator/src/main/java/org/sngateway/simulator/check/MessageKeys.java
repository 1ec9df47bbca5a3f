package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/** Finds the name of an application message in its payload: the text before the first space. */
public final class MessageKeys {
    private MessageKeys() {}

    /** The key, or {@code null} when the payload is none that a simulated application made. */
    public static @Nullable String of(Octets payload) {
        String text = payload.utf8();
        if (text == null || text.isEmpty()) {
            return null;
        }
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
