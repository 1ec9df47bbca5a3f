package org.sngateway.gateway.adapter.embedded;

/** The embedded broker cannot run. The message is one sentence for the person who started it. */
public class EmbeddedBrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    EmbeddedBrokerException(String message) {
        super(message);
    }

    EmbeddedBrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The address to listen on is taken, not this host's, or not permitted. */
    public static final class CannotBind extends EmbeddedBrokerException {
        private static final long serialVersionUID = 1L;

        CannotBind(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The data directory is in use by another process, or cannot be written. */
    public static final class DirectoryUnusable extends EmbeddedBrokerException {
        private static final long serialVersionUID = 1L;

        DirectoryUnusable(String message) {
            super(message);
        }

        DirectoryUnusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
