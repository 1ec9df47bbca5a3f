package org.sngateway.gateway.adapter.udp;

import java.util.Locale;

/** A listener's address could not be bound. The message is one sentence for the operator. */
public final class BindFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as far as the operating system says. */
    public enum Reason {
        IN_USE("is in use by another process"),
        NOT_PERMITTED("needs a permission that this process does not have"),
        ADDRESS_NOT_AVAILABLE("is no address of this machine"),
        OTHER("could not be bound");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final String listener;
    private final String address;
    private final Reason reason;

    BindFailed(String listener, String address, Throwable cause) {
        this(listener, address, reasonOf(cause), cause);
    }

    private BindFailed(String listener, String address, Reason reason, Throwable cause) {
        super("listener " + listener + ": UDP address " + address + " " + reason.text + detail(reason, cause), cause);
        this.listener = listener;
        this.address = address;
        this.reason = reason;
    }

    private static String detail(Reason reason, Throwable cause) {
        return reason == Reason.OTHER ? ": " + cause.getMessage() : "";
    }

    /** Native and JDK sockets agree on nothing but the C library's words. */
    private static Reason reasonOf(Throwable cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("in use")) {
            return Reason.IN_USE;
        }
        if (words.contains("permission denied") || words.contains("not permitted")) {
            return Reason.NOT_PERMITTED;
        }
        if (words.contains("assign requested address")) {
            return Reason.ADDRESS_NOT_AVAILABLE;
        }
        return Reason.OTHER;
    }

    public String listener() {
        return listener;
    }

    public String address() {
        return address;
    }

    public Reason reason() {
        return reason;
    }
}
