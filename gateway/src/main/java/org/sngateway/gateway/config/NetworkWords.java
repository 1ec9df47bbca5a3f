package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Networks.Network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Address ranges: {@code 10.0.0.0/8}, {@code fd12::/16}, a single address, or a word for several. */
record NetworkWords() implements ValueType {
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final List<String> PRIVATE = List.of(
            "127.0.0.0/8",
            "::1/128",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "fc00::/7",
            "fe80::/10");

    /** The value is a list of {@link Network}. */
    @Override
    public Checked parse(String text) {
        return switch (text) {
            case "any" -> Checked.value(List.of(new Network(0, 0, 0)));
            case "private" -> Checked.value(ranges(PRIVATE));
            case "loopback" -> Checked.value(ranges(LOOPBACK));
            default -> range(text);
        };
    }

    private static List<Network> ranges(List<String> texts) {
        List<Network> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.addAll(listOf(range(text).orThrow()));
        }
        return List.copyOf(ranges);
    }

    @SuppressWarnings("unchecked")
    static List<Network> listOf(Object value) {
        return (List<Network>) value;
    }

    private static Checked range(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Checked.problem("must be a network such as 10.0.0.0/8 or fd12::/16, an address, or one of the words "
                    + "private, loopback and any");
        }
        int bits = address.isIpv4() ? 32 : 128;
        int prefix = bits;
        if (slash >= 0) {
            String written = text.substring(slash + 1);
            prefix = PREFIX.matcher(written).matches() ? Integer.parseInt(written) : -1;
            if (prefix < 0 || prefix > bits) {
                return Checked.problem("the number behind the slash must be 0.." + bits);
            }
        }
        return Checked.value(List.of(new Network(address.high(), address.low(), prefix + 128 - bits)));
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public String allowed() {
        return "a network such as 10.0.0.0/8 or fd12::/16, an address, or private (loopback, RFC 1918, unique local and "
                + "link-local addresses), loopback, any";
    }
}
