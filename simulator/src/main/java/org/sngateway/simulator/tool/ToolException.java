package org.sngateway.simulator.tool;

/** A tool that cannot go on: its exit code, and one sentence for the user. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode one of {@link ToolExit} */
    public ToolException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
