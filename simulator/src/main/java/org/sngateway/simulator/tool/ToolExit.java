package org.sngateway.simulator.tool;

/** How a tool ended, for scripts (after sysexits; 27 is mosquitto_sub's). Wrong use is the command line's: 64. */
public final class ToolExit {
    public static final int OK = 0;

    /** It failed at work. */
    public static final int FAILURE = 1;

    /** The time given with {@code -W} is over. */
    public static final int TIMED_OUT = 27;

    /** The gateway does not answer, or says that it is congested, as it does when its broker is away. */
    public static final int UNREACHABLE = 69;

    /** The local address or port cannot be used. */
    public static final int CANNOT_BIND = 73;

    /** The gateway refuses it, and would again. */
    public static final int REFUSED = 77;

    private ToolExit() {}
}
