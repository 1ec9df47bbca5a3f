package org.sngateway.gateway.adapter.observe;

import java.util.Locale;

/** Constants as logs and metrics write them: {@code RATE_LIMITED} is {@code rate_limited}. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
