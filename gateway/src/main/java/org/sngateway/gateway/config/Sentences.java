package org.sngateway.gateway.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Pieces of sentences. */
public final class Sentences {
    private Sentences() {}

    /** {@code a, b or c}. */
    public static String either(Collection<String> words) {
        List<String> all = new ArrayList<>(words);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
    }

    public static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
