package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Octets;

/** The names of application messages: the text at the beginning of a payload, up to the first blank. */
final class Keys {
    private static final String WILL = "will-";

    private Keys() {}

    static Octets payload(String key, int padding) {
        return Octets.ofUtf8(padding == 0 ? key : key + " " + "x".repeat(padding));
    }

    static String of(Octets payload) {
        String text = payload.utf8();
        if (text == null) {
            return "?";
        }
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    static Octets willOf(String clientId) {
        return Octets.ofUtf8(WILL + clientId);
    }

    /** The Will of this client after so many changes. */
    static Octets willOf(String clientId, int changes) {
        return Octets.ofUtf8(WILL + clientId + "." + changes);
    }
}
