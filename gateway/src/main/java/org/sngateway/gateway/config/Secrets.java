package org.sngateway.gateway.config;

import java.util.regex.Pattern;

/** Hides what must not appear in a terminal's scrollback or a bug report. */
final class Secrets {
    private static final Pattern IN_URL = Pattern.compile("(://)[^@/\\s]*@");
    private static final Pattern AFTER_KEY = Pattern.compile(
            "(?i)([a-z_-]*(?:password|passwd|secret|token)(?!_file)[a-z_-]*\\s*[:=]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,}]+)");

    private Secrets() {}

    /** The text with passwords in URLs, and values of keys that sound like secrets, replaced by stars. */
    static String masked(String text) {
        String withoutUsers = IN_URL.matcher(text).replaceAll("$1***@");
        return AFTER_KEY.matcher(withoutUsers).replaceAll("$1***");
    }
}
