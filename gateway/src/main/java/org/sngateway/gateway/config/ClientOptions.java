package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Texts.Form;

import java.util.List;

/** The options for some devices: predefined topics, rules by client id and address. */
final class ClientOptions {
    private static final int TOPIC_ID_MAX = 65_534;
    private static final int ENTRIES_MAX = 65_534;
    private static final int PACKET_MIN = 32;
    private static final int PACKET_MAX = 65_507;

    private static final String CLIENTS =
            "What holds for some devices. The first entry that fits counts. With no entries everyone on an "
                    + "allowed network may connect; with some, only devices that one of them fits. When a reload "
                    + "leaves a connected device without an entry, its connection ends; subscriptions made before "
                    + "stay.";

    private ClientOptions() {}

    static Option topics() {
        Section entry = new Section(
                List.of(
                        Option.required(
                                "id",
                                Numbers.between(1, TOPIC_ID_MAX).because("0x0000 and 0xFFFF are reserved"),
                                "The topic id."),
                        Option.required(
                                "topic",
                                Texts.template(Form.TOPIC, false, "client_id"),
                                "The topic name; {client_id} is the device's client id."),
                        Option.of(
                                "clients",
                                Texts.GLOB,
                                "*",
                                "Which devices it is for: a pattern over client ids, * for any characters, ? for one. "
                                        + "Entries for some devices come before those for all.")),
                List.of());
        SectionList predefined = new SectionList(
                entry,
                0,
                ENTRIES_MAX,
                List.of(
                        "- {id: 1, topic: \"sensors/{client_id}/temp\"}",
                        "- {id: 7, topic: \"cmd/aircon\", clients: \"ac-*\"}"));
        return Option.section(
                "topics",
                "Topics that need no registration.",
                Option.entries(
                                "predefined",
                                predefined,
                                "Topic ids that devices and gateway agreed on beforehand. When a reload changes what an id "
                                        + "means, a device that is connected keeps the former meaning until its next CONNECT.")
                        .live());
    }

    static Option clients() {
        Section entry = new Section(
                List.of(
                        match(),
                        Option.of(
                                        "broker_username",
                                        Texts.USER,
                                        "",
                                        "User name towards the broker; empty for broker.username.")
                                .see("broker.username"),
                        Option.of(
                                        "broker_password_file",
                                        Paths.FILE,
                                        "",
                                        "File whose first line is the password; empty for broker.password_file.")
                                .see("broker.password_file"),
                        Option.list(
                                        "publish",
                                        Texts.template(Form.FILTER, false, "client_id"),
                                        List.of(),
                                        "Topics that they may publish to; [] for all.")
                                .atLimit("PUBLISH to another topic is answered with not supported."),
                        Option.list(
                                        "subscribe",
                                        Texts.template(Form.FILTER, false, "client_id"),
                                        List.of(),
                                        "Topics that they may subscribe to; [] for all.")
                                .atLimit("SUBSCRIBE to another topic is refused."),
                        Option.of(
                                "dup",
                                Words.BOOLEAN,
                                "true",
                                "Whether repetitions sent to them carry the DUP flag. Some devices (RIOT's emcute) "
                                        + "refuse messages with it."),
                        Option.of(
                                        "max_packet_size",
                                        Sizes.between(PACKET_MIN, PACKET_MAX).or("auto"),
                                        "auto",
                                        "The largest message that they can receive; auto for "
                                                + "protocol.max_packet_size.")
                                .see("protocol.max_packet_size"),
                        expectEvery()),
                List.of());
        SectionList list = new SectionList(
                entry,
                0,
                ENTRIES_MAX,
                List.of(
                        "- match: {client_id: \"therm-*\", source: 10.20.0.0/16}",
                        "  broker_username: therm",
                        "  publish: [\"sensors/{client_id}/#\"]",
                        "  subscribe: [\"cmd/{client_id}/#\"]",
                        "  expect_every: 15m"));
        return Option.entries("clients", list, CLIENTS).live();
    }

    private static Option expectEvery() {
        return Option.of(
                        "expect_every",
                        Durations.between("0s", "365d"),
                        "0s",
                        "At least so often each of them publishes something, connected, asleep or gone. 0s: nothing "
                                + "is expected beyond keep-alive and sleep. Only what is shown depends on it.")
                .atLimit("A device that is silent for longer, and for sleep.tolerance on top, is shown as "
                        + "overdue; after another such time it has missed two.")
                .see("sleep.tolerance");
    }

    private static Option match() {
        return Option.section(
                "match",
                "Which devices the entry is for; both must fit.",
                Option.of("client_id", Texts.GLOB, "*", "A pattern over client ids: * for any characters, ? for one."),
                Option.list("source", new NetworkWords(), List.of("any"), "Where they speak from."));
    }
}
