package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.session.PredefinedTopic;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What was configured on the running gateway rather than in its file: predefined topics in place of the file's, and
 * addresses that are listened to besides those of the file. Kept in {@value #FILE} in {@code storage.dir}, so that the
 * owner's file stays as it was written; the environment and the command line come before it. Immutable.
 *
 * @param predefined {@code null}: those of the file hold
 * @param allow networks and addresses, as in {@code listeners[].allow}, for every listener
 */
public record Overrides(@Nullable List<PredefinedTopic> predefined, List<String> allow) {
    /** The name of the file. */
    public static final String FILE = "overrides.yaml";

    public static final Overrides NONE = new Overrides(null, List.of());

    static final String ALLOW = "allow";
    /** How many addresses there may be. */
    public static final int ALLOW_MAX = 1000;

    /** The keys of the file. */
    static final Section SECTION = new Section(
            List.of(
                    ClientOptions.topics(),
                    Option.list(ALLOW, new NetworkWords(), List.of(), "Who is listened to besides listeners[].allow.")),
            List.of());

    public static Path file(Path storageDir) {
        return storageDir.resolve(FILE);
    }

    public Overrides withPredefined(@Nullable List<PredefinedTopic> topics) {
        return new Overrides(topics, allow);
    }

    /** With one more address; the same when it is there. */
    public Overrides allowing(String address) {
        if (allow.contains(address)) {
            return this;
        }
        List<String> more = new ArrayList<>(allow);
        more.add(address);
        return new Overrides(predefined, List.copyOf(more));
    }

    /** What is too much in it, if it has more of that than {@code former}; {@code null} when nothing is. */
    public @Nullable Problem excess(Overrides former) {
        boolean tooMany =
                allow.size() > ALLOW_MAX && allow.size() > former.allow().size();
        return tooMany
                ? new Problem(
                        Place.DEFAULT,
                        ALLOW,
                        "",
                        "at most " + ALLOW_MAX + " addresses can be allowed one by one; write their networks into "
                                + "listeners[].allow, or take some back")
                : null;
    }

    public Overrides disallowing(String address) {
        return new Overrides(
                predefined, allow.stream().filter(text -> !text.equals(address)).toList());
    }

    /** The address in {@code text}, which may be followed by a port; {@code null} when there is none. */
    public static @Nullable String hostOf(String text) {
        String host = text;
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            host = text.substring(1, bracket);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            host = text.substring(0, text.indexOf(':'));
        }
        int zone = host.indexOf('%');
        host = zone < 0 ? host : host.substring(0, zone);
        return IpAddress.of(host) == null ? null : host;
    }

    public boolean isNone() {
        return predefined == null && allow.isEmpty();
    }

    /** As the file holds it. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder("""
                # Written by sn-gateway: what was changed on the running gateway, over HTTP or with sn-gateway topics.
                # It comes over the configuration file. Remove an entry, or this file, to have the configuration file's again.
                """);
        if (predefined != null) {
            yaml.append("topics:\n  predefined:").append(predefined.isEmpty() ? " []\n" : "\n");
            for (PredefinedTopic topic : predefined) {
                yaml.append("    - {id: ").append(topic.id());
                yaml.append(", topic: ").append(YamlWriter.quoted(topic.topic()));
                yaml.append(", clients: ")
                        .append(YamlWriter.quoted(topic.clients()))
                        .append("}\n");
            }
        }
        if (!allow.isEmpty()) {
            yaml.append("allow:\n");
            allow.forEach(
                    text -> yaml.append("  - ").append(YamlWriter.quoted(text)).append('\n'));
        }
        return yaml.toString();
    }

    /** Writes the file, whole or not at all, and on the disk when this returns; removes it when there is nothing to keep. */
    public void write(Path file) throws IOException {
        if (isNone()) {
            Files.deleteIfExists(file);
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling(FILE + ".part");
        Files.writeString(part, yaml(), StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
