package org.sngateway.simulator.scenario;

/** A topic as a device uses it, and the MQTT topic that it means on the broker's side. */
public sealed interface TopicSpec {
    /** The MQTT topic or filter; patterns filled in per device. */
    Pattern name();

    /** Registered (or subscribed) by name. */
    record Named(Pattern name) implements TopicSpec {}

    /** Known to both sides beforehand. The name must agree with the gateway's own configuration. */
    record Predefined(int id, Pattern name) implements TopicSpec {}

    /** Two octets that are the name itself. */
    record ShortName(Pattern name) implements TopicSpec {}
}
