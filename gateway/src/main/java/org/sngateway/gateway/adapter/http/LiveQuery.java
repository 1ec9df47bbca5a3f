package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.view.GatewayEvent;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What one reader of the stream of events wants to see.
 *
 * @param clientId only this device; {@code null} for all
 */
record LiveQuery(Set<Type> types, @Nullable String clientId) {

    /** The kinds of news there are. */
    enum Type {
        STATUS,
        CLIENTS,
        EVENT
    }

    /**
     * @param types such as {@code status,event}; {@code null} or empty for all
     * @return {@code null} when one of them is unknown
     */
    static @Nullable LiveQuery of(@Nullable String types, @Nullable String clientId) {
        Set<Type> wanted = EnumSet.noneOf(Type.class);
        for (String name : types == null || types.isEmpty() ? new String[0] : types.split(",", -1)) {
            Type type = Arrays.stream(Type.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElse(null);
            if (type == null) {
                return null;
            }
            wanted.add(type);
        }
        if (wanted.isEmpty()) {
            wanted.addAll(EnumSet.allOf(Type.class));
        }
        return new LiveQuery(wanted, clientId == null || clientId.isEmpty() ? null : clientId);
    }

    boolean wants(Type type) {
        return types.contains(type);
    }

    boolean wants(GatewayEvent event) {
        return wants(Type.EVENT) && (clientId == null || clientId.equals(event.clientId()));
    }

    /** Whether the view has to be collected for it. */
    boolean needsViews() {
        return wants(Type.STATUS) || wants(Type.CLIENTS);
    }
}
