package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;

/** The part of the broker's topic space that the devices see as theirs: a prefix they know nothing of, often empty. */
record TopicPrefix(String text) {
    private static final String SHARED = "$share/";

    /** A device's topic name as the broker knows it. */
    String nameAtBroker(String name) {
        return text.isEmpty() ? name : text.concat(name);
    }

    /** A device's filter as the broker knows it; of a shared subscription the prefix goes behind the group. */
    String filterAtBroker(String filter) {
        if (text.isEmpty()) {
            return filter;
        }
        if (filter.startsWith(SHARED)) {
            int end = filter.indexOf('/', SHARED.length());
            if (end > 0) {
                return filter.substring(0, end + 1) + text + filter.substring(end + 1);
            }
        }
        return text.concat(filter);
    }

    /** A broker's topic name as the devices know it, or {@code null} when it is none of theirs. */
    @Nullable
    String nameAtDevice(String name) {
        if (text.isEmpty()) {
            return name;
        }
        boolean ours = name.length() > text.length() && name.startsWith(text);
        return ours ? name.substring(text.length()) : null;
    }
}
