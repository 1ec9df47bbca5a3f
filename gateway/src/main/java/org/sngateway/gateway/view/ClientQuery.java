package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which devices are asked for, and which part of them. A page begins behind the device that the one before ended with,
 * wherever that stands by now: others may come and go between two pages, and nobody who stays is shown twice or left out.
 *
 * @param states none for all
 * @param overdue {@code null} for both
 * @param text in the client id or the address, in whatever case; empty for all
 * @param limit how many on a page, at most
 * @param after where the page before ended; {@code null} for the first page
 */
public record ClientQuery(
        Set<StateName> states,
        @Nullable Boolean overdue,
        String text,
        ClientOrder order,
        int limit,
        @Nullable Cursor after) {
    public static final int LIMIT_MAX = 1000;
    public static final int LIMIT_DEFAULT = 100;

    /** The first page of all devices. */
    public static final ClientQuery ALL =
            new ClientQuery(Set.of(), null, "", ClientOrder.BY_CLIENT_ID, LIMIT_DEFAULT, null);

    /**
     * One page.
     *
     * @param total how many devices are asked for in all
     * @param next where the next page begins; {@code null} on the last one
     */
    public record Page(
            long atNanos,
            int total,
            List<ClientRow> clients,
            @Nullable Cursor next) {}

    /** Where a page ended, in which order. */
    public record Cursor(ClientOrder order, ClientOrder.Place place) {

        /** As it is given to whoever asks: of no meaning to him. */
        public String word() {
            return String.join(
                    ".", order.word(), Long.toString(place.number()), coded(place.text()), coded(place.clientId()));
        }

        private static String coded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String decoded(String word) throws CharacterCodingException {
            byte[] octets = Base64.getUrlDecoder().decode(word);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        }

        /** The cursor that this is, or {@code null} when it is none. */
        public static @Nullable Cursor of(String word) {
            String[] parts = word.split("\\.", -1);
            ClientOrder order = parts.length == 4 ? ClientOrder.of(parts[0]) : null;
            if (order == null) {
                return null;
            }
            try {
                long number = Long.parseLong(parts[1]);
                return new Cursor(order, new ClientOrder.Place(number, decoded(parts[2]), decoded(parts[3])));
            } catch (IllegalArgumentException | CharacterCodingException noneOfOurs) {
                return null;
            }
        }
    }

    public Page of(GatewayView view) {
        Comparator<ClientOrder.Place> comparator = order.comparator();
        List<Placed> behind = new ArrayList<>();
        int total = 0;
        for (ClientRow row : view.clients().values()) {
            if (matches(row)) {
                total++;
                ClientOrder.Place place = order.placeOf(row);
                if (after == null || comparator.compare(place, after.place()) > 0) {
                    behind.add(new Placed(place, row));
                }
            }
        }
        behind.sort(Comparator.comparing(Placed::place, comparator));
        boolean isLast = behind.size() <= limit;
        List<Placed> page = isLast ? behind : behind.subList(0, limit);
        return new Page(
                view.atNanos(),
                total,
                page.stream().map(Placed::row).toList(),
                isLast ? null : new Cursor(order, page.get(limit - 1).place()));
    }

    private record Placed(ClientOrder.Place place, ClientRow row) {}

    private boolean matches(ClientRow row) {
        ClientRow.Standing standing = row.standing();
        return (states.isEmpty() || states.contains(standing.state()))
                && (overdue == null || overdue == standing.isOverdue())
                && (text.isEmpty()
                        || has(row.clientId())
                        || hasInAddress(row.connection().peer()));
    }

    private boolean hasInAddress(@Nullable Peer peer) {
        return peer != null && has(peer.text());
    }

    private boolean has(String whole) {
        return whole.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
