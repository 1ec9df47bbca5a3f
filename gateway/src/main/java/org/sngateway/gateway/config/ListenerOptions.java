package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;

import java.util.List;
import java.util.Map;

/** The options of the sensor-network side. */
final class ListenerOptions {
    static final List<String> DEFAULT_GROUPS = List.of("225.1.1.1:1883", "[ff02::1]:1883", "[ff03::1]:1883");

    private static final int LISTENERS_MAX = 16;
    private static final int HOPS_MAX = 255;
    private static final int DATAGRAM_MIN = 64;
    private static final int DATAGRAM_MAX = 65_507;

    private ListenerOptions() {}

    static Option listeners() {
        Section entry = new Section(
                List.of(
                        Option.of("name", Texts.NAME, "lan", "Name of the listener in logs; each has its own."),
                        Option.of("transport", new Transports(), "udp", "What the devices speak: udp."),
                        Option.of(
                                "bind",
                                Addresses.BIND,
                                "[::]:1883",
                                "Address and UDP port. [::] is every address, IPv4 too. Devices made for other "
                                        + "gateways use 1884, 2442 or 10000. Port 0 lets the system choose."),
                        Option.list(
                                        "allow",
                                        new NetworkWords(),
                                        List.of("private"),
                                        "Who is listened to: networks, addresses, or the words private (loopback, "
                                                + "RFC 1918, unique local and link-local), loopback, any.")
                                .atLimit("Datagrams of others are dropped, counted and logged; nothing is answered.")
                                .live(),
                        Option.of(
                                "receive_buffer",
                                Sizes.between(4 * Sizes.KIB, 256 * Sizes.MIB),
                                "4MiB",
                                "Receive buffer asked of the kernel, which holds a burst until it is read. The kernel "
                                        + "may grant less (net.core.rmem_max); the log says so."),
                        Option.of(
                                        "max_packet_size",
                                        Sizes.between(DATAGRAM_MIN, DATAGRAM_MAX),
                                        "1500",
                                        "The largest datagram that is read.")
                                .atLimit("A longer datagram is dropped and counted.")
                                .see("protocol.max_packet_size"),
                        discovery()),
                List.of());
        SectionList list = new SectionList(
                entry,
                1,
                LISTENERS_MAX,
                List.of("- name: lan", "- name: field", "  bind: \"0.0.0.0:10000\"", "  allow: [10.20.0.0/16]"));
        return Option.entries("listeners", list, "The UDP ports that devices speak to.");
    }

    private static Option discovery() {
        return new Option(
                "discovery",
                new Section(
                        List.of(
                                Option.of(
                                        "advertise",
                                        Words.BOOLEAN,
                                        "false",
                                        "Whether ADVERTISE is sent to the groups from time to time. SEARCHGW is "
                                                + "answered in any case."),
                                Option.of(
                                        "advertise_interval",
                                        Durations.between("1s", Durations.LONGEST),
                                        "15m",
                                        "T_ADV, the time from one ADVERTISE to the next. Devices take a gateway for "
                                                + "gone that missed two or three."),
                                Option.list(
                                        "groups",
                                        Addresses.GROUP,
                                        DEFAULT_GROUPS,
                                        "Multicast groups in which gateways are looked for: that of other gateways, "
                                                + "link-local, and Thread's realm-local. [] for none."),
                                Option.list(
                                        "interfaces",
                                        Texts.INTERFACE,
                                        List.of("auto"),
                                        "Interfaces on which the groups are joined. auto: all that can multicast."),
                                Option.of(
                                        "hop_limit",
                                        Numbers.between(1, HOPS_MAX),
                                        "1",
                                        "How many hops what is sent to the groups travels; 1 stays on the link.")),
                        List.of("mdns")),
                List.of(),
                "How devices find this gateway.",
                "",
                List.of());
    }

    /** The transports: one that exists, and one that is refused with a sentence of its own. */
    private record Transports() implements ValueType {
        private static final Words WORDS = new Words(Map.of("udp", "udp"), "word");

        @Override
        public Checked parse(String text) {
            return text.equals("dtls")
                    ? Checked.problem("dtls is not available in this version; use udp")
                    : WORDS.parse(text);
        }

        @Override
        public String name() {
            return WORDS.name();
        }

        @Override
        public String allowed() {
            return WORDS.allowed();
        }
    }
}
