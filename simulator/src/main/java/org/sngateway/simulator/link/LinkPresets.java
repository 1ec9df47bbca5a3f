package org.sngateway.simulator.link;

import org.sngateway.simulator.link.LinkSpec.Bursts;
import org.sngateway.simulator.link.LinkSpec.Nat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Links that a scenario can name without describing them. Orders of magnitude, not promises of a network. */
public final class LinkPresets {

    /**
     * A link with a name.
     *
     * @param reason where its numbers come from, in one line
     */
    public record Preset(LinkSpec spec, String reason) {}

    /** The one that fleets have when nothing is said. */
    public static final String DEFAULT = "lan";

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final int QUEUE = 50;
    private static final Map<String, Preset> ALL = Collections.unmodifiableMap(all());

    private LinkPresets() {}

    /** By name, the simplest first. */
    public static Map<String, Preset> byName() {
        return ALL;
    }

    private static Map<String, Preset> all() {
        Map<String, Preset> all = new LinkedHashMap<>();
        near(all);
        far(all);
        return all;
    }

    private static void near(Map<String, Preset> all) {
        all.put(
                "ideal",
                new Preset(LinkSpec.IDEAL, "Loses nothing and takes no time: what is measured is the gateway."));
        all.put(
                "lan",
                new Preset(
                        new LinkSpec(MILLI / 2, MILLI / 5, 0, null, 0, 0, 100_000_000, 1000, null),
                        "Switched Ethernet of 100 Mbit/s: about a millisecond there and back."));
        all.put(
                "6lowpan",
                new Preset(
                        new LinkSpec(
                                30 * MILLI, 20 * MILLI, 0.005, new Bursts(0.005, 0.5, 0.6), 0.002, 0, 80_000, 16, null),
                        "IEEE 802.15.4 at 2.4 GHz has 250 kbit/s; three hops share it, each with CSMA back-off and"
                                + " repeats. A repeat whose acknowledgement was lost arrives twice."));
        all.put(
                "thread",
                new Preset(
                        new LinkSpec(40 * MILLI, 20 * MILLI, 0.005, null, 0, 0, 80_000, 16, null),
                        "As 6lowpan over three to four hops; its routers drop copies and choose other ways around"
                                + " bad ones."));
    }

    private static void far(Map<String, Preset> all) {
        all.put(
                "nbiot",
                new Preset(
                        new LinkSpec(
                                400 * MILLI,
                                300 * MILLI,
                                0.02,
                                new Bursts(0.01, 0.3, 1),
                                0,
                                0,
                                20_000,
                                QUEUE,
                                new Nat(120 * SECOND, false)),
                        "3GPP Release 13, one tone: 16 to 27 kbit/s; a second or so there and back in good coverage."
                                + " The operator's NAT keeps UDP for two minutes (RFC 4787, REQ-5)."));
        all.put(
                "ltem",
                new Preset(
                        new LinkSpec(
                                60 * MILLI,
                                30 * MILLI,
                                0.005,
                                new Bursts(0.002, 0.3, 1),
                                0,
                                0,
                                300_000,
                                QUEUE,
                                new Nat(120 * SECOND, false)),
                        "3GPP Release 13 Cat-M1, half duplex: 300 kbit/s; 100 to 150 ms there and back. NAT as nbiot."));
        all.put(
                "lora-like",
                new Preset(
                        new LinkSpec(1 * SECOND, 100 * MILLI, 0.05, new Bursts(0.02, 0.25, 0.8), 0, 0, 1760, 4, null),
                        "LoRa SF9 at 125 kHz: 1760 bit/s (Semtech SX1276); a second to the receive window (LoRaWAN"
                                + " RX1). Without LoRaWAN's duty cycle and its rule of answers only after uplinks."));
        all.put(
                "satellite",
                new Preset(
                        new LinkSpec(
                                280 * MILLI, 20 * MILLI, 0.005, new Bursts(0.001, 0.1, 1), 0, 0, 256_000, QUEUE, null),
                        "Geostationary: 2 x 35,786 km at the speed of light are 239 ms one way, the rest is framing;"
                                + " fades lose ten datagrams in a row."));
    }
}
