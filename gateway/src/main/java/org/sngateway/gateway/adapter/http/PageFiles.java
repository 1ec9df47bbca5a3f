package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The files that pages are made of, from the program itself: those that are named here, and no others. All of them are served
 * below an address that contains their digest, so a browser may keep them for ever and still sees a new version at once.
 */
final class PageFiles {
    /** Every file but the index, and the licences of what others have written. */
    static final List<String> NAMES = List.of(
            "api.js",
            "app.css",
            "app.js",
            "charts.js",
            "format.js",
            "icon.svg",
            "live.js",
            "parts.js",
            "send.js",
            "theme.js",
            "pages/captures.js",
            "pages/deadletters.js",
            "pages/device.js",
            "pages/devices.js",
            "pages/events.js",
            "pages/forwarders.js",
            "pages/gateway.js",
            "pages/overview.js",
            "pages/sources.js",
            "pages/strip.js",
            "pages/topics.js",
            "pages/trace.js",
            "vendor/licences.txt",
            "vendor/preact-htm.js",
            "vendor/uplot.css",
            "vendor/uplot.js");

    static final String INDEX = "index.html";
    private static final String FOLDER = "/org/sngateway/gateway/ui/";
    private static final int DIGEST_OCTETS = 10;

    private final Map<String, byte[]> files;
    private final String digest;
    private final byte[] index;

    private PageFiles(Map<String, byte[]> files, String digest, byte[] index) {
        this.files = files;
        this.digest = digest;
        this.index = index;
    }

    /** Reads them all: a fifth of a megabyte. */
    static PageFiles read() {
        Map<String, byte[]> files = new HashMap<>();
        MessageDigest sum = sha256();
        for (String name : NAMES) {
            byte[] octets = resource(name);
            files.put(name, octets);
            sum.update(octets);
        }
        byte[] template = resource(INDEX);
        sum.update(template);
        String digest = HexFormat.of().formatHex(sum.digest(), 0, DIGEST_OCTETS);
        String index = new String(template, StandardCharsets.UTF_8).replace("{base}", "ui/" + digest + "/");
        return new PageFiles(files, digest, index.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] resource(String name) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return stream.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String digest() {
        return digest;
    }

    byte[] index() {
        return index;
    }

    /** The file of this name; {@code null} when there is none. */
    byte @Nullable [] file(String name) {
        return files.get(name);
    }

    static String contentType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }
}
