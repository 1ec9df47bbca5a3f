package org.sngateway.simulator.demo;

/** What is counted for the last line. Written by the thread of the things, read when they are gone. */
final class Tally {
    long readings;
    long toSleepers;
    long switched;
    long doors;

    /** The last line. */
    String summary(long seconds) {
        return "sn-sim demo: " + seconds + " s, " + count(readings, "reading") + " acknowledged, "
                + count(toSleepers, "message") + " delivered to sleepers, air conditioner switched "
                + (switched == 1 ? "once" : switched + " times") + ", " + count(doors, "door message")
                + "; all stopped, the temporary folder is gone";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
