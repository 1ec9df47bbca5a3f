package org.sngateway.gateway.homeassistant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names for anything, of the characters that Home Assistant takes in a discovery topic: letters, digits, {@code _} and
 * {@code -}. No two things have the same one.
 *
 * <p>Letters, digits and {@code -} stand for themselves, {@code _} is written {@code __}, every other octet of UTF-8
 * {@code _} and two digits in upper case. A {@code _} before a lower-case letter is thus never part of a name, and parts the
 * gateway's from the device's. What would be longer than {@value #LENGTH_MAX} characters is told by its SHA-256.
 */
final class ObjectId {
    static final int LENGTH_MAX = 128;

    private static final String GATEWAY = "sn_gateway_";

    private ObjectId() {}

    static String ofGateway(String gatewayName) {
        return GATEWAY + name(gatewayName);
    }

    static String ofClient(String gatewayName, String clientId) {
        String name = name(clientId);
        return ofGateway(gatewayName) + (name.length() <= LENGTH_MAX ? "_client_" + name : "_hash_" + hash(clientId));
    }

    private static String name(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isFit =
                    octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9';
            if (isFit || octet == '-') {
                name.append((char) octet);
            } else if (octet == '_') {
                name.append("__");
            } else {
                name.append('_').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return name.toString();
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
