package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host:port}, with IPv6 addresses in brackets: to bind, or of a multicast group. */
record Addresses(boolean isGroup) implements ValueType {
    private static final Pattern SHAPE = Pattern.compile("(?:\\[([^\\]\\[]+)\\]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9_.-]{1,32}$");
    private static final int PORT_MAX = 65_535;

    /** Where a port is opened; port 0 lets the system choose. */
    static final Addresses BIND = new Addresses(false);

    /** Where a multicast group is. */
    static final Addresses GROUP = new Addresses(true);

    @Override
    public Checked parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Checked.problem("must be " + allowed());
        }
        String bracketed = shape.group(1);
        String host = bracketed == null ? shape.group(2) : bracketed;
        String problem = bracketed == null ? problemOfHost(host) : problemOfBracketed(bracketed);
        if (problem != null) {
            return Checked.problem(problem);
        }
        int port = Integer.parseInt(shape.group(3));
        if (port > PORT_MAX || isGroup && port == 0) {
            return Checked.problem("the port must be " + (isGroup ? 1 : 0) + ".." + PORT_MAX);
        }
        if (isGroup) {
            IpAddress address = IpAddress.of(host);
            if (address == null || !address.isMulticast()) {
                return Checked.problem("is no multicast group: those are 224.0.0.0/4 and ff00::/8");
            }
        }
        return Checked.value(new HostPort(host, port));
    }

    /** What is wrong with a name or IPv4 address, or {@code null}. */
    static @Nullable String problemOfHost(String host) {
        boolean looksLikeV4 = DIGITS_AND_DOTS.matcher(host).matches();
        boolean fine =
                looksLikeV4 ? IpAddress.of(host) != null : NAME.matcher(host).matches();
        return fine ? null : "\"" + host + "\" is no host name and no address";
    }

    /** What is wrong with an IPv6 address, or {@code null}. */
    static @Nullable String problemOfBracketed(String address) {
        String plain = ZONE.matcher(address).replaceFirst("");
        boolean fine = plain.indexOf(':') >= 0 && IpAddress.of(plain) != null;
        return fine ? null : "\"" + address + "\" is no IPv6 address";
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public String allowed() {
        return isGroup
                ? "a group and port such as 225.1.1.1:1883 or [ff02::1]:1883"
                : "an address and port such as 0.0.0.0:1883, [::]:1883 or localhost:1883";
    }
}
