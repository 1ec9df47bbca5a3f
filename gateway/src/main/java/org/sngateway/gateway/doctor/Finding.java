package org.sngateway.gateway.doctor;

/**
 * What one look brought.
 *
 * @param area where: {@code udp}, {@code broker}, {@code thread}, {@code docker}, {@code system}
 * @param check stable name, such as {@code receive_buffer}
 * @param text one sentence without a full stop
 * @param fix what to do about it; empty when there is nothing to do
 */
public record Finding(String area, Severity severity, String check, String text, String fix) {

    /** How bad it is. */
    public enum Severity {
        OK,
        /** Nothing is wrong; it is good to know. */
        NOTE,
        /** It works, but not always, or not for long. */
        WARNING,
        /** It does not work like this. */
        FAULT
    }

    public static Finding ok(String area, String check, String text) {
        return new Finding(area, Severity.OK, check, text, "");
    }

    public static Finding note(String area, String check, String text) {
        return new Finding(area, Severity.NOTE, check, text, "");
    }

    public static Finding warning(String area, String check, String text, String fix) {
        return new Finding(area, Severity.WARNING, check, text, fix);
    }

    public static Finding fault(String area, String check, String text, String fix) {
        return new Finding(area, Severity.FAULT, check, text, fix);
    }
}
