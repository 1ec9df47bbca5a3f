package org.sngateway.simulator.demo;

/** Where the demonstration tells what happens. Any thread. */
@FunctionalInterface
public interface News {
    /** One event: who, and what became of it. */
    void tell(String who, String what);
}
