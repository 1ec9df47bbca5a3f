package org.sngateway.gateway.command.remote;

import org.sngateway.gateway.command.ExitCode;

/** The gateway could not be asked, or said no. The message is one sentence without a full stop. */
public final class RemoteFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private RemoteFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Nothing answers there, or nothing that is a gateway. */
    static RemoteFailure unreachable(String message) {
        return new RemoteFailure(message, ExitCode.UNAVAILABLE);
    }

    /** It answered with this status, and what it says about it. */
    static RemoteFailure answered(int status, String detail) {
        boolean forbidden = status == 401 || status == 403;
        return new RemoteFailure(detail, forbidden ? ExitCode.NOT_PERMITTED : ExitCode.FAILURE);
    }

    /** How the command ends. */
    public int exitCode() {
        return exitCode;
    }
}
