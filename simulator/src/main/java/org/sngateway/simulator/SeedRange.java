package org.sngateway.simulator;

/** Seeds from one to another, both included. */
record SeedRange(long first, long last) {
    private static final String SEPARATOR = "..";

    static SeedRange valueOf(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not like 1..100");
        }
        long first = Long.parseLong(text.substring(0, separator));
        long last = Long.parseLong(text.substring(separator + SEPARATOR.length()));
        if (last < first) {
            throw new IllegalArgumentException(last + " is below " + first);
        }
        return new SeedRange(first, last);
    }

    long count() {
        return last - first + 1;
    }
}
