package org.sngateway.gateway.session.port;

/** Writes an address as text without asking the platform's resolver (RFC 5952 for IPv6). */
final class AddressText {
    private AddressText() {}

    static String of(Peer.Udp peer) {
        if (peer.isIpv4()) {
            long v4 = peer.addressLow();
            return (v4 >> 24 & 0xFF) + "." + (v4 >> 16 & 0xFF) + "." + (v4 >> 8 & 0xFF) + "." + (v4 & 0xFF);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (peer.addressHigh() >>> 48 - 16 * i) & 0xFFFF;
            groups[i + 4] = (int) (peer.addressLow() >>> 48 - 16 * i) & 0xFFFF;
        }
        String text = compress(groups);
        return peer.scopeId() == 0 ? text : text + "%" + peer.scopeId();
    }

    /** Replaces the longest run of at least two zero groups by "::", the first such run if several are longest. */
    private static String compress(int[] groups) {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && groups[i + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && i != bestStart + bestLength) {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
