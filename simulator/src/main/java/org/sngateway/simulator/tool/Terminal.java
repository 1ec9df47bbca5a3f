package org.sngateway.simulator.tool;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;

/**
 * What a tool prints on, and the time it prints.
 *
 * @param out what was asked for, in octets
 * @param err complaints and packets
 * @param clock the time of day, with the zone it is written in
 */
public record Terminal(PrintStream out, PrintWriter err, Clock clock) {

    /** The process's own. */
    public static Terminal ofProcess(PrintWriter err) {
        return new Terminal(System.out, err, Clock.system(ZoneId.systemDefault()));
    }
}
