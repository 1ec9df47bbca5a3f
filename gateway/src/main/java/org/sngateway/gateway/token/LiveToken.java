package org.sngateway.gateway.token;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The token of a running gateway: follows the file, which is looked at once a second at most. Without a readable file no
 * token is right. Confined to one thread.
 */
public final class LiveToken {
    /** Sets the pass apart from everything else that is made of the token. */
    private static final String PASS = "sn-gateway pass ";

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TokenFile file;
    private final LongSupplier nanoTime;
    private byte @Nullable [] digest;
    private @Nullable FileTime readAt;
    private long lookedNanos;

    /** @param nanoTime a monotonic clock */
    public LiveToken(TokenFile file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.lookedNanos = nanoTime.getAsLong() - LOOK_NANOS;
    }

    /**
     * What whoever has shown the token is known by from then on. Worth nothing when the token is another one; the token cannot
     * be found out from it. Empty when no token is right.
     */
    public String pass() {
        byte[] expected = current();
        return expected == null
                ? ""
                : HexFormat.of().formatHex(digestOf(PASS + HexFormat.of().formatHex(expected)));
    }

    /** Whether this is the pass of the token that counts now. */
    public boolean isPass(String given) {
        String pass = pass();
        return !pass.isEmpty() && MessageDigest.isEqual(digestOf(pass), digestOf(given));
    }

    /** Whether this is the token. How long that takes says nothing about how much of it is right. */
    public boolean isRight(String given) {
        byte[] expected = current();
        return expected != null && MessageDigest.isEqual(expected, digestOf(given));
    }

    private byte @Nullable [] current() {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            look();
        }
        return digest;
    }

    private void look() {
        try {
            FileTime modified = Files.getLastModifiedTime(file.path());
            if (digest == null || !modified.equals(readAt)) {
                digest = digestOf(file.read());
                readAt = modified;
            }
        } catch (IOException gone) {
            digest = null;
        }
    }

    private static byte[] digestOf(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
