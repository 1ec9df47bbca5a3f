package org.sngateway.simulator.fleet.port;

/** A run cannot take place or go on; the message is one sentence for its user. */
public final class SiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SiteException(String sentence) {
        super(sentence);
    }

    public SiteException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
