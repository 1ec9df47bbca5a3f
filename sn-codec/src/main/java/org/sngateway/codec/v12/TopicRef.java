package org.sngateway.codec.v12;

/**
 * How a message names a topic: the TopicIdType bits together with what they qualify (MQTT-SN 1.2 s.5.3.4, 6.7). The
 * types are separate name spaces, so equality is by (type, value): predefined 5 is not normal 5 (SN12-TIT-04).
 */
public sealed interface TopicRef {
    /** TopicIdType of a normal id in PUBLISH, of a name in full in SUBSCRIBE and UNSUBSCRIBE. */
    int TYPE_NORMAL = 0;

    int TYPE_PREDEFINED = 1;
    int TYPE_SHORT = 2;
    int TYPE_RESERVED = 3;

    /** The TopicIdType bits, 0..3. */
    int typeBits();

    /** The two-octet TopicId field that names this topic, or 0 where there is none. */
    int wireId();

    /** A topic id assigned by REGISTER or SUBSCRIBE, valid for one device. */
    record Normal(int id) implements TopicRef {
        public Normal {
            Ranges.word("id", id);
        }

        @Override
        public int typeBits() {
            return TYPE_NORMAL;
        }

        @Override
        public int wireId() {
            return id;
        }
    }

    /** A topic id that both sides were configured with. */
    record Predefined(int id) implements TopicRef {
        public Predefined {
            Ranges.word("id", id);
        }

        @Override
        public int typeBits() {
            return TYPE_PREDEFINED;
        }

        @Override
        public int wireId() {
            return id;
        }
    }

    /** A topic name of exactly two octets, carried in the TopicId field, first character first (SN12-TIT-01). */
    record ShortName(int id) implements TopicRef {
        public ShortName {
            Ranges.word("id", id);
        }

        @Override
        public int typeBits() {
            return TYPE_SHORT;
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
            return TYPE_NORMAL;
        }

        @Override
        public int wireId() {
            return 0;
        }
    }

    /**
     * A topic field that no rule gives a meaning: the reserved type 0b11, or an id that is not two octets long. It
     * decodes, so that the sender gets a typed rejection (SN12-BAD-22, 28, 29, 30).
     *
     * @param typeBits 1..3
     * @param field not of two octets, unless the type is the reserved one
     */
    record Illegal(int typeBits, Octets field) implements TopicRef {
        public Illegal {
            if (typeBits < TYPE_PREDEFINED || typeBits > TYPE_RESERVED) {
                throw new IllegalArgumentException("topic id type " + typeBits + " cannot be illegal");
            }
            if (typeBits != TYPE_RESERVED && field.length() == 2) {
                throw new IllegalArgumentException("topic id type " + typeBits + " with two octets is legal");
            }
        }

        @Override
        public int wireId() {
            return field.length() == 2 ? field.at(0) << 8 | field.at(1) : 0;
        }
    }
}
