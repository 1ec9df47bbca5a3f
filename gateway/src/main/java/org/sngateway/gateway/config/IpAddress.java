package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address from its text alone; no resolver is asked.
 *
 * @param high octets 0..7 of the IPv6 address; IPv4 in its mapped form
 * @param low octets 8..15 of the IPv6 address
 */
record IpAddress(long high, long low) {
    private static final Pattern V4 = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final long V4_MAPPED = 0xFFFFL << 32;
    private static final int GROUPS = 8;

    boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    boolean isMulticast() {
        return isIpv4() ? (low >>> 28 & 0xF) == 0xE : high >>> 56 == 0xFF;
    }

    /** The address that {@code text} spells, or {@code null}. A zone ({@code %eth0}) is not part of it. */
    static @Nullable IpAddress of(String text) {
        return text.indexOf(':') >= 0 ? ofV6(text) : ofV4(text);
    }

    private static @Nullable IpAddress ofV4(String text) {
        Matcher v4 = V4.matcher(text);
        if (!v4.matches()) {
            return null;
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(v4.group(i));
            if (octet > 255) {
                return null;
            }
            address = address << 8 | octet;
        }
        return new IpAddress(0, V4_MAPPED | address);
    }

    private static @Nullable IpAddress ofV6(String text) {
        String groups = text;
        int lastColon = text.lastIndexOf(':');
        if (text.indexOf('.') > lastColon) {
            IpAddress v4 = ofV4(text.substring(lastColon + 1));
            if (v4 == null) {
                return null;
            }
            groups = text.substring(0, lastColon + 1) + Long.toHexString(v4.low >>> 16 & 0xFFFF) + ":"
                    + Long.toHexString(v4.low & 0xFFFF);
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            return join(split(groups), new String[0], 0);
        }
        String[] before = split(groups.substring(0, gap));
        String[] after = split(groups.substring(gap + 2));
        int missing = GROUPS - before.length - after.length;
        return missing < 1 ? null : join(before, after, missing);
    }

    private static String[] split(String groups) {
        return groups.isEmpty() ? new String[0] : groups.split(":", -1);
    }

    private static @Nullable IpAddress join(String[] before, String[] after, int missing) {
        if (before.length + missing + after.length != GROUPS) {
            return null;
        }
        long[] halves = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            long value = 0;
            if (i < before.length || i >= before.length + missing) {
                String group = i < before.length ? before[i] : after[i - before.length - missing];
                if (!GROUP.matcher(group).matches()) {
                    return null;
                }
                value = Long.parseLong(group, 16);
            }
            halves[i / 4] = halves[i / 4] << 16 | value;
        }
        return new IpAddress(halves[0], halves[1]);
    }
}
