package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;

/** Finds the name behind a topic reference, strictly in the table that its type names (SN12-TIT-04, SN12-AMB-17). */
final class UplinkTopics {
    private UplinkTopics() {}

    /** A name, or why there is none. */
    record Resolved(@Nullable String name, ReturnCode code) {
        static Resolved refused(ReturnCode code) {
            return new Resolved(null, code);
        }

        static Resolved of(@Nullable String name, ReturnCode codeIfNone) {
            return new Resolved(name, codeIfNone);
        }
    }

    static Resolved resolve(TopicRef topic, Session session) {
        if (topic instanceof TopicRef.Normal normal) {
            TopicRegistry.Entry entry = session.topics().byId(normal.id());
            return Resolved.of(entry == null ? null : entry.name, ReturnCode.INVALID_TOPIC_ID);
        }
        if (topic instanceof TopicRef.Predefined predefined) {
            return Resolved.of(session.predefined().nameOf(predefined.id()), ReturnCode.INVALID_TOPIC_ID);
        }
        if (topic instanceof TopicRef.ShortName shortName) {
            return Resolved.of(shortName(shortName), ReturnCode.NOT_SUPPORTED);
        }
        return Resolved.refused(ReturnCode.NOT_SUPPORTED);
    }

    /** The name that a short topic spells; one character when the second octet is NUL (SN12-AMB-35). */
    static @Nullable String shortName(TopicRef.ShortName topic) {
        Octets octets = topic.name();
        if (octets.at(1) == 0 && octets.at(0) != 0) {
            return TopicNames.name(Octets.copyOf(new byte[] {(byte) octets.at(0)}));
        }
        return TopicNames.name(octets);
    }
}
