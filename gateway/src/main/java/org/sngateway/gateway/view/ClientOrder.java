package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * In which order devices are listed: by one field, and those that are equal in it by client id. What a device does not have
 * comes last, whichever way it goes.
 *
 * @param field by which it goes
 * @param descending whether the greatest comes first
 */
public record ClientOrder(Field field, boolean descending) {
    public static final ClientOrder BY_CLIENT_ID = new ClientOrder(Field.CLIENT_ID, false);

    /** What can be sorted by, with the names that the fields have everywhere. */
    // The functions are of the code: they keep nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Field {
        CLIENT_ID(ClientRow::clientId),
        STATE(row -> row.standing().state().name()),
        ADDRESS(row -> address(row.connection().peer())),
        SINCE(row -> row.standing().sinceNanos()),
        LAST_SEEN(row -> row.standing().heardNanos()),
        NEXT_EXPECTED(row -> row.standing().nextExpectedNanos()),
        MISSED(row -> row.standing().missed()),
        QUEUED(row -> row.backlog().buffered()),
        QUEUED_BYTES(row -> row.backlog().bufferedOctets()),
        QUEUED_OLDEST(row -> row.backlog().oldestNanos()),
        SPOOLED(row -> row.backlog().spooled()),
        KEEP_ALIVE_S(row -> row.connection().keepAliveSeconds()),
        SLEEP_S(row -> row.connection().sleepSeconds()),
        TOPICS(row -> row.connection().topics()),
        SUBSCRIPTIONS(row -> row.connection().subscriptions()),
        UPLINKS(row -> row.traffic().publishesUp()),
        DOWNLINKS(row -> row.traffic().publishesDown()),
        DATAGRAMS_UP(row -> row.traffic().datagramsUp()),
        DATAGRAMS_DOWN(row -> row.traffic().datagramsDown()),
        BYTES_UP(row -> row.traffic().octetsUp()),
        BYTES_DOWN(row -> row.traffic().octetsDown()),
        RETRANSMISSIONS(row -> row.traffic().retransmissions()),
        RETRANSMISSION_PERCENT(row -> hundredths(row.traffic().retransmissionPercent())),
        BYTES_PER_UPLINK(row -> hundredths(row.traffic().octetsPerUplink())),
        DATAGRAMS_PER_UPLINK(row -> hundredths(row.traffic().datagramsPerUplink())),
        ADDRESS_CHANGES(row -> row.traffic().addressChanges()),
        CONNECTS(row -> row.traffic().connects());

        /** A text, or a whole number. */
        private final Function<ClientRow, Object> value;

        Field(Function<ClientRow, Object> value) {
            this.value = value;
        }

        private static String address(@Nullable Peer peer) {
            return peer == null ? "" : peer.text();
        }

        private static long hundredths(double value) {
            return Double.isFinite(value) ? Math.round(value * 100) : ClientRow.NONE;
        }

        /** As it is called in requests and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a device stands in this order, as text and numbers that can be carried away and brought back. The smallest comes
     * first, unless {@code descending} says the opposite of the text.
     */
    public record Place(long number, String text, String clientId) {}

    Place placeOf(ClientRow row) {
        Object value = field.value.apply(row);
        if (value instanceof String text) {
            return new Place(0, text, row.clientId());
        }
        long number = ((Number) value).longValue();
        long counts = descending ? -number : number;
        return new Place(number == ClientRow.NONE ? Long.MAX_VALUE : counts, "", row.clientId());
    }

    Comparator<Place> comparator() {
        Comparator<Place> byText = Comparator.comparing(Place::text);
        return Comparator.comparingLong(Place::number)
                .thenComparing(descending ? byText.reversed() : byText)
                .thenComparing(Place::clientId);
    }

    /** As it is written in a request: {@code -last_seen}. */
    public String word() {
        return (descending ? "-" : "") + field.word();
    }

    /** The order that is meant, or {@code null} when there is none of this name. */
    public static @Nullable ClientOrder of(String word) {
        boolean descending = word.startsWith("-");
        String name = descending ? word.substring(1) : word;
        for (Field field : Field.values()) {
            if (field.word().equals(name)) {
                return new ClientOrder(field, descending);
            }
        }
        return null;
    }
}
