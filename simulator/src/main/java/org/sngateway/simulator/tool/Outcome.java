package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ReturnCode;

/**
 * How a task ended.
 *
 * @param exitCode one of {@link ToolExit}
 * @param complaint one sentence for the user, unless all went well
 */
record Outcome(int exitCode, @Nullable String complaint) {
    static final Outcome OK = new Outcome(ToolExit.OK, null);

    static Outcome failure(int exitCode, String complaint) {
        return new Outcome(exitCode, complaint);
    }

    /**
     * The gateway answered with a code other than "accepted". Congestion passes; the rest is final, and an unknown topic
     * id more often a mistake than a prohibition.
     */
    static Outcome refused(String what, ReturnCode code) {
        int exitCode = ToolExit.REFUSED;
        if (code.isCongestion()) {
            exitCode = ToolExit.UNREACHABLE;
        } else if (code.equals(ReturnCode.INVALID_TOPIC_ID)) {
            exitCode = ToolExit.FAILURE;
        }
        return new Outcome(exitCode, "the gateway refused " + what + ": " + SnText.of(code));
    }
}
