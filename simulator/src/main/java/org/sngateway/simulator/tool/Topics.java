package org.sngateway.simulator.tool;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.TopicRef;

/** Topics as people write them. */
public final class Topics {
    private static final int SHORT_OCTETS = 2;

    private Topics() {}

    /**
     * A topic name or filter. A name of two octets is a short topic name, which needs no id (MQTT-SN 1.2 s.6.7), unless
     * it has a wildcard or {@code inFull} is set.
     */
    public static TopicRef ofName(String name, boolean inFull) {
        Octets octets = Octets.ofUtf8(name);
        if (octets.length() != SHORT_OCTETS || inFull || hasWildcard(name)) {
            return new TopicRef.Named(octets);
        }
        return new TopicRef.ShortName(octets.at(0) << 8 | octets.at(1));
    }

    public static boolean hasWildcard(String name) {
        return name.indexOf('#') >= 0 || name.indexOf('+') >= 0;
    }

    static String text(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return String.valueOf(named.name().utf8());
        }
        if (topic instanceof TopicRef.ShortName shortName) {
            return String.valueOf(shortName.name().utf8());
        }
        return (topic instanceof TopicRef.Predefined ? "predefined topic id " : "topic id ") + topic.wireId();
    }
}
