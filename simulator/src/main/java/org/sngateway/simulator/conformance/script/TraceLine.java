package org.sngateway.simulator.conformance.script;

/**
 * One line of a trace.
 *
 * @param millis since the test began
 * @param who the device, forwarder or broker side whose event it is
 * @param text one decoded message, or what happened
 * @param hex its octets; empty when it is no datagram
 */
public record TraceLine(double millis, Kind kind, String who, String text, String hex) {
    /** Which way it went. */
    public enum Kind {
        /** From us to the gateway. */
        SENT(">"),
        /** From the gateway to us. */
        RECEIVED("<"),
        /** At the broker, from us. */
        PUBLISHED(">>"),
        /** At the broker, from the gateway. */
        ARRIVED("<<"),
        /** What the test says or waits for. */
        NOTE("#");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** As one line of text. */
    public String line() {
        String octets = hex.isEmpty() ? "" : "  [" + hex + "]";
        return String.format(java.util.Locale.ROOT, "%8.1f ms  %-3s %-2s %s%s", millis, who, kind.sign(), text, octets);
    }
}
