package org.sngateway.simulator.conformance;

/** What a test came to. */
public enum Verdict {
    PASS,
    /** A MUST was broken. */
    FAIL,
    /** A SHOULD was not met, or an unclear clause was read in a way that others read differently. */
    WARN,
    /** It could not be played, or says nothing about this gateway; the result tells why. */
    SKIP
}
