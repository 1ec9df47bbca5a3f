package org.sngateway.simulator.report;

/** A report cannot be read; the message is one sentence for its user. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportException(String sentence) {
        super(sentence);
    }

    public ReportException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
