package org.sngateway.simulator.fleet;

import java.util.EnumMap;
import java.util.Map;

/** A count for each member of a closed set. */
final class Counts<E extends Enum<E>> {
    private final Map<E, long[]> counts;

    Counts(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            counts.put(each, new long[1]);
        }
    }

    void add(E what, long howMany) {
        cell(what)[0] += howMany;
    }

    long get(E what) {
        return cell(what)[0];
    }

    /** Its count so far; it begins anew. */
    long take(E what) {
        long[] cell = cell(what);
        long count = cell[0];
        cell[0] = 0;
        return count;
    }

    private long[] cell(E what) {
        long[] cell = counts.get(what);
        if (cell == null) {
            throw new IllegalStateException("no count of " + what);
        }
        return cell;
    }
}
