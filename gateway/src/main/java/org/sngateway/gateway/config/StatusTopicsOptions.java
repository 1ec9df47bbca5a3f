package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Texts.Form;

/** The options of what the gateway tells on topics of its own. */
final class StatusTopicsOptions {
    private static final int RATE_MAX = 10_000;

    private StatusTopicsOptions() {}

    static Option statusTopics() {
        return Option.section(
                "status_topics",
                "What the gateway tells about itself and its devices on ordinary topics of the broker, over a connection of its "
                        + "own whose client id is the gateway's name with -status behind it.",
                Option.of("enabled", Words.BOOLEAN, "true", "Whether it does at all."),
                Option.of(
                        "base",
                        Texts.template(Form.TOPIC, false, "gateway"),
                        "sn-gateway/{gateway}",
                        "What all of these topics begin with. broker.topic_prefix is not put before it."),
                Option.of(
                        "interval",
                        Durations.between("1s", "1h"),
                        "60s",
                        "From one health message to the next. That a device was heard, and nothing else, is told no more "
                                + "often."),
                Option.of("per_client", Words.BOOLEAN, "true", "Whether each device has topics, too."),
                Option.of(
                                "per_second",
                                Numbers.between(1, RATE_MAX),
                                "100",
                                "How many messages are published a second, so that a site that comes back at once does not "
                                        + "flood the broker.")
                        .atLimit(
                                "The topics of the other devices follow later, each with what holds then. Events beyond a "
                                        + "thousand that wait are left out."),
                Option.of(
                        "requests",
                        Words.BOOLEAN,
                        "false",
                        "Whether commands are taken on base/request/... Whoever may publish there commands the gateway: "
                                + "let the broker allow that to few."));
    }
}
