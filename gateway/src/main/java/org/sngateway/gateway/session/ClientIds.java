package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.Peer;

/** Which client ids are accepted (SN12-AMB-13, SN12-AMB-14). */
final class ClientIds {
    private ClientIds() {}

    /** The id that these octets spell, or {@code null}: too long, not UTF-8, or with control characters in it. */
    static @Nullable String valid(Octets octets, int octetsMax) {
        if (octets.isEmpty() || octets.length() > octetsMax) {
            return null;
        }
        String text = octets.utf8();
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return null;
            }
        }
        return text;
    }

    /**
     * The id given to a device that sent none. It is made of the peer, so that a repeated CONNECT gets the same one, and no
     * two peers get one together; the device can never wake by PINGREQ, for it does not know it.
     */
    static String assigned(Peer peer) {
        String text = peer.text().replace("[", "").replace("]", "");
        return "sn-" + text.replace("%", "s").replace("/", "n").replaceAll("[^0-9A-Za-z]", "-");
    }
}
