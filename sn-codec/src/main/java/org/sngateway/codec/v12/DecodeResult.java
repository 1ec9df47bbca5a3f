package org.sngateway.codec.v12;

/** What became of a datagram: a message, or the reason why it is none. Never an exception. */
public sealed interface DecodeResult {

    /** A well-framed message; whether it makes sense is for the session layer to say (SN12-DEC-06). */
    record Decoded(SnMessage message) implements DecodeResult {}

    /** A framing error: drop the datagram, answer nothing, change no state (SN12-DEC-01). */
    record Malformed(MalformedReason reason) implements DecodeResult {}
}
