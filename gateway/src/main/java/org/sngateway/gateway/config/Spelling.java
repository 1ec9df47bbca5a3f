package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that was meant: the optimal string alignment distance, with a neighbour swap as one slip. */
public final class Spelling {
    private static final int LENGTH_MAX = 64;

    private Spelling() {}

    /** The one of {@code words} that {@code written} was most likely to be, or {@code null} when none is near. */
    public static @Nullable String nearest(String written, Collection<String> words) {
        String plain = plain(written);
        if (plain.isEmpty() || plain.length() > LENGTH_MAX) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, plain.length() / 3) + 1;
        for (String word : words) {
            int distance = distance(plain, plain(word));
            if (distance < bestDistance) {
                best = word;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
