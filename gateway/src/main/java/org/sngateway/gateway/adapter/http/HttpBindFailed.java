package org.sngateway.gateway.adapter.http;

/** The port is taken, or the address is not of this machine. The message is one sentence without a full stop. */
public final class HttpBindFailed extends Exception {
    private static final long serialVersionUID = 1L;

    HttpBindFailed(String message) {
        super(message);
    }
}
