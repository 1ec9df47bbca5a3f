package org.sngateway.gateway.command;

/** How a command ended, for systemd and scripts (after sysexits). */
public final class ExitCode {
    public static final int OK = 0;

    /** It failed at work. */
    public static final int FAILURE = 1;

    /** It was called in a wrong way. */
    public static final int USAGE = 64;

    /** The broker cannot be reached. */
    public static final int UNAVAILABLE = 69;

    /** A port cannot be bound. */
    public static final int CANNOT_BIND = 73;

    /** The user may not do this, or the broker refuses the gateway's name and password. */
    public static final int NOT_PERMITTED = 77;

    /** The configuration is wrong. */
    public static final int BAD_CONFIGURATION = 78;

    private ExitCode() {}
}
