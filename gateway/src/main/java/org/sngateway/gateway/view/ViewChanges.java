package org.sngateway.gateway.view;

import org.sngateway.gateway.session.view.ClientRow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What differs between two views, in the order of client ids.
 *
 * @param changed rows that are new, or not what they were
 * @param gone ids of sessions that are no more
 */
public record ViewChanges(List<ClientRow> changed, List<String> gone) {

    /** One walk along both. */
    public static ViewChanges between(GatewayView before, GatewayView now) {
        List<ClientRow> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        Iterator<ClientRow> olds = before.clients().values().iterator();
        Iterator<ClientRow> news = now.clients().values().iterator();
        ClientRow old = olds.hasNext() ? olds.next() : null;
        ClientRow row = news.hasNext() ? news.next() : null;
        while (old != null || row != null) {
            int order = old == null ? 1 : row == null ? -1 : old.clientId().compareTo(row.clientId());
            if (order < 0 && old != null) {
                gone.add(old.clientId());
            } else if (row != null && (order > 0 || !row.equals(old))) {
                changed.add(row);
            }
            if (order <= 0) {
                old = olds.hasNext() ? olds.next() : null;
            }
            if (order >= 0) {
                row = news.hasNext() ? news.next() : null;
            }
        }
        return new ViewChanges(changed, gone);
    }

    /** The same for one client alone. */
    public static ViewChanges between(GatewayView before, GatewayView now, String clientId) {
        ClientRow old = before.client(clientId);
        ClientRow row = now.client(clientId);
        if (row == null) {
            return new ViewChanges(List.of(), old == null ? List.of() : List.of(clientId));
        }
        return new ViewChanges(row.equals(old) ? List.of() : List.of(row), List.of());
    }

    public boolean isEmpty() {
        return changed.isEmpty() && gone.isEmpty();
    }
}
