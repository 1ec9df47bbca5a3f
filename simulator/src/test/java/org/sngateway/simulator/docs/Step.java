package org.sngateway.simulator.docs;

import java.util.List;

/**
 * One thing that a page has its reader do or see.
 *
 * @param line where it stands in the page, from 1 on
 * @param name of the file or of the terminal that it is about
 * @param text the block's lines; none for {@link Kind#STOP}
 */
record Step(Kind kind, String name, int line, List<String> text) {

    /** What is to be done with the block. */
    enum Kind {
        /** Write it to the file of this name. */
        FILE,
        /** Type it into the terminal of this name, and wait until it has ended with 0. */
        RUN,
        /** Type it into the terminal of this name, where it goes on. */
        START,
        /** See it in the terminal of this name, next after what was seen there before. */
        OUTPUT,
        /** Ctrl-C in the terminal of this name. */
        STOP
    }
}
