package org.sngateway.simulator.measure;

import java.util.List;

/**
 * How long a sleeper lives on two alkaline AA cells: an estimate to compare runs by, with one radio for all links. See
 * {@link #explanation()} for the formula in words.
 */
public final class BatteryModel {
    // IEEE 802.15.4 at 2.4 GHz
    private static final double BITS_PER_SECOND = 250_000;
    // An assumption: 6 octets of preamble and length, 23 of MAC header and check, 11 of compressed IP and UDP.
    private static final double OVERHEAD_OCTETS = 40;

    // Texas Instruments CC2538 data sheet (SWRS096): receiving, and sending at 0 dBm.
    private static final double LISTEN_MILLIAMPS = 20;
    private static final double SEND_MILLIAMPS = 24;
    // The same data sheet says 1.3 uA for power mode 2; the rest is assumed for sensor, regulator and leakage.
    private static final double SLEEP_MILLIAMPS = 0.005;

    // Assumptions: two cells in series, of about 2,500 mAh each, used to four fifths; they lose a fiftieth a year.
    private static final double CAPACITY_MILLIAMP_HOURS = 2_000;
    private static final double LOSS_PER_YEAR = 0.02;

    private static final double DAY_SECONDS = 86_400;
    private static final double YEAR_DAYS = 365.25;

    private BatteryModel() {}

    /**
     * What one device does in a day, on average. Octets are those of MQTT-SN messages.
     *
     * @param awakeSeconds how long its radio is on
     */
    public record PerDay(
            double datagramsSent,
            double octetsSent,
            double datagramsReceived,
            double octetsReceived,
            double awakeSeconds) {}

    /** Years until two AA cells are empty. Finite, above nothing, below the 50 years in which idle cells lose all. */
    public static double years(PerDay perDay) {
        double send = Math.min(airSeconds(perDay.datagramsSent(), perDay.octetsSent()), DAY_SECONDS);
        double receive = airSeconds(perDay.datagramsReceived(), perDay.octetsReceived());
        double on = Math.min(Math.max(perDay.awakeSeconds(), send + receive), DAY_SECONDS);
        double milliampSeconds =
                send * SEND_MILLIAMPS + (on - send) * LISTEN_MILLIAMPS + (DAY_SECONDS - on) * SLEEP_MILLIAMPS;
        double usedPerYear = milliampSeconds / 3_600 * YEAR_DAYS;
        return CAPACITY_MILLIAMP_HOURS / (usedPerYear + CAPACITY_MILLIAMP_HOURS * LOSS_PER_YEAR);
    }

    private static double airSeconds(double datagrams, double octets) {
        return (datagrams * OVERHEAD_OCTETS + octets) * 8 / BITS_PER_SECOND;
    }

    /** The formula and its constants, a sentence each, for whoever reads a report. */
    public static List<String> explanation() {
        return List.of(
                "years = 2000 mAh / (mAh used in a year + 2 % of 2000 mAh): two alkaline AA cells in series of about"
                        + " 2500 mAh, of which four fifths are usable, and which lose 2 % a year by themselves"
                        + " (assumptions).",
                "mAh used in a day = (sending s x 24 mA + listening s x 20 mA + sleeping s x 0.005 mA) / 3600; a year"
                        + " has 365.25 such days.",
                "24 mA and 20 mA are what a Texas Instruments CC2538 takes to send at 0 dBm and to receive (data sheet"
                        + " SWRS096). 0.005 mA is an assumption: 0.0013 mA for its power mode 2, the rest for sensor and"
                        + " regulator.",
                "sending s = (datagrams x 40 octets + MQTT-SN octets) x 8 / 250000 bit/s, for what the device sent:"
                        + " IEEE 802.15.4 at 2.4 GHz with 40 octets of headers and check around each datagram (an"
                        + " assumption: compressed IP and UDP headers, no fragments).",
                "listening s = the rest of the time in which the radio was on, at least as long as what it received"
                        + " takes on the air; sleeping s = the rest of the day.",
                "Left out: starting the processor, measuring, acknowledgements and repetitions below IP, joining the"
                        + " network. The same radio is assumed whatever link the scenario names. Compare runs with it;"
                        + " do not order batteries by it. Alkaline cells are sold for ten years at most.");
    }
}
