package org.sngateway.gateway.adapter.store;

/** The store cannot be opened, and nothing was changed. The message is one sentence for the operator. */
public final class StoreUnusable extends Exception {
    private static final long serialVersionUID = 1L;

    StoreUnusable(String message) {
        super(message);
    }

    StoreUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
