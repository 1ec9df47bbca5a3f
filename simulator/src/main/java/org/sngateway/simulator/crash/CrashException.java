package org.sngateway.simulator.crash;

/** A crash test that cannot go on, with one sentence for the user: it says nothing about the gateway's promises. */
public final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CrashException(String sentence) {
        super(sentence);
    }
}
