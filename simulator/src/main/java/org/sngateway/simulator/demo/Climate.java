package org.sngateway.simulator.demo;

/** What a thermometer measures: degrees Celsius at a moment. */
@FunctionalInterface
interface Climate {
    double degrees(long nowNanos);

    /** A mild place, a little different for each index: 19 to 23 degrees, up and down in ten minutes. */
    static Climate mild(int index) {
        double phase = index * 0.7;
        return nowNanos -> 21 + Math.sin(phase) + Math.sin(phase + nowNanos / 1e9 * 2 * Math.PI / 600);
    }
}
