package org.sngateway.gateway;

import org.sngateway.gateway.command.ExitCode;

/** Why the gateway does not start, for the person who starts it: the message is one sentence. */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String sentence;

    private CannotStart(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
        this.sentence = message;
    }

    static CannotStart configuration(String message) {
        return new CannotStart(ExitCode.BAD_CONFIGURATION, message);
    }

    static CannotStart bind(String message) {
        return new CannotStart(ExitCode.CANNOT_BIND, message);
    }

    static CannotStart failure(String message) {
        return new CannotStart(ExitCode.FAILURE, message);
    }

    String sentence() {
        return sentence;
    }

    /** One of {@link ExitCode}. */
    int exitCode() {
        return exitCode;
    }
}
