package org.sngateway.gateway.session;

import java.util.List;

/** Matching of topic names and filters against filters (MQTT 5 s.4.7.1). */
final class TopicFilters {
    private static final String SHARE = "$share/";

    private TopicFilters() {}

    /** Whether a subscription to {@code filter} brings messages on {@code name}. */
    static boolean matches(String filter, String name) {
        String plain = withoutShare(filter);
        boolean startsWithWildcard = plain.startsWith("+") || plain.startsWith("#");
        return !(startsWithWildcard && name.startsWith("$")) && covers(plain, name);
    }

    /** Whether every name that {@code requested} can match is matched by {@code allowed} too. */
    static boolean covers(String allowed, String requested) {
        String[] allowedLevels = allowed.split("/", -1);
        String[] levels = requested.split("/", -1);
        for (int i = 0; i < allowedLevels.length; i++) {
            if (allowedLevels[i].equals("#")) {
                return true;
            }
            if (i == levels.length) {
                return false;
            }
            boolean same = allowedLevels[i].equals(levels[i]);
            boolean anyOne = allowedLevels[i].equals("+") && !levels[i].equals("#");
            if (!same && !anyOne) {
                return false;
            }
        }
        return allowedLevels.length == levels.length;
    }

    /** Whether one of {@code allowed} covers {@code requested}; an empty list allows everything. */
    static boolean permits(List<String> allowed, String requested) {
        if (allowed.isEmpty()) {
            return true;
        }
        String plain = withoutShare(requested);
        for (String filter : allowed) {
            if (covers(filter, plain)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutShare(String filter) {
        if (!filter.startsWith(SHARE)) {
            return filter;
        }
        int afterGroup = filter.indexOf('/', SHARE.length());
        return afterGroup < 0 ? filter : filter.substring(afterGroup + 1);
    }
}
