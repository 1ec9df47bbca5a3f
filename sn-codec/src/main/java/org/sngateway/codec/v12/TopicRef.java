package org.sngateway.codec.v12;

/**
 * How a message names a topic: the TopicIdType bits together with what they qualify (MQTT-SN 1.2 s.5.3.4, 6.7). The
 * types are separate name spaces, so equality is by (type, value): predefined 5 is not normal 5 (SN12-TIT-04).
 */
public sealed interface TopicRef {

    /** The TopicIdType bits, 0..3. */
    int typeBits();

    /** The two-octet TopicId field that names this topic, or 0 where there is none. */
    int wireId();

    /** A topic id assigned by REGISTER or SUBSCRIBE, valid for one device. */
    record Normal(int id) implements TopicRef {
        @Override
        public int typeBits() {
            return 0;
        }

        @Override
        public int wireId() {
            return id;
        }
    }

    /** A topic id that both sides were configured with. */
    record Predefined(int id) implements TopicRef {
        @Override
        public int typeBits() {
            return 1;
        }

        @Override
        public int wireId() {
            return id;
        }
    }

    /** A topic name of exactly two octets, carried in the TopicId field, first character first (SN12-TIT-01). */
    record ShortName(int id) implements TopicRef {
        @Override
        public int typeBits() {
            return 2;
        }

        @Override
        public int wireId() {
            return id;
        }

        /** The two octets of the name. */
        public Octets name() {
            return Octets.copyOf(new byte[] {(byte) (id >> 8), (byte) id});
        }
    }

    /** A topic name or filter in full; only in SUBSCRIBE and UNSUBSCRIBE. */
    record Named(Octets name) implements TopicRef {
        @Override
        public int typeBits() {
            return 0;
        }

        @Override
        public int wireId() {
            return 0;
        }
    }

    /**
     * A topic field that no rule gives a meaning: the reserved type 0b11, or an id that is not two octets long. It
     * decodes, so that the sender gets a typed rejection (SN12-BAD-22, 28, 29, 30).
     */
    record Illegal(int typeBits, Octets field) implements TopicRef {
        @Override
        public int wireId() {
            return field.length() == 2 ? field.at(0) << 8 | field.at(1) : 0;
        }
    }
}
