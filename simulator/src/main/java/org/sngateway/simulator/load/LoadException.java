package org.sngateway.simulator.load;

/** A run that cannot go on, with one sentence for the user. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadException(String sentence) {
        super(sentence);
    }
}
