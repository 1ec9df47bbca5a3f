package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.DropReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/reference/log.md} complete: every event and every reason that the program can write is in it. */
final class LogReferenceTest {
    private static final Pattern EVENT = Pattern.compile(
            "\"((?:gateway|config|events|http|shard|library|listener|multicast|datagram|broker|client|will|downlink|session|status"
                    + "|packet)\\.[a-z_]+)\"");

    /** Strings of that form that are configuration keys. */
    private static final Pattern KEY = Pattern.compile("broker\\.(url|username|password_file|client_id|mqtt_version"
            + "|reconnect|clean_session_expiry)|session\\.expiry");

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/log.md"));
    }

    @Test
    void everyEventIsDescribed() throws IOException {
        Set<String> events = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/sngateway/gateway"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f ->
                            !f.toString().contains("/config/") && !f.toString().contains("/homeassistant/"))
                    .toList()) {
                Matcher matcher = EVENT.matcher(Files.readString(file));
                while (matcher.find()) {
                    events.add(matcher.group(1));
                }
            }
        }
        events.removeIf(KEY.asMatchPredicate());
        assertThat(events).hasSizeGreaterThan(25);
        String page = page();
        assertThat(events).allSatisfy(event -> assertThat(page).contains("`" + event + "`"));
    }

    @Test
    void everyReasonIsDescribed() throws IOException {
        String page = page();
        assertThat(Arrays.asList(DropReason.values()))
                .allSatisfy(
                        reason -> assertThat(page).contains("`" + reason.name().toLowerCase(Locale.ROOT) + "`"));
    }
}
