package org.sngateway.gateway.view;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest messages that did not arrive. Safe for all threads; whoever adds one waits for nobody. */
public final class DeadLetters {
    /** How many are kept. */
    public static final int LETTERS_MAX = 500;

    private final AtomicReferenceArray<DeadLetter> ring = new AtomicReferenceArray<>(LETTERS_MAX);
    private final AtomicLong total = new AtomicLong();

    void add(DeadLetter letter) {
        long number = total.getAndIncrement();
        ring.set((int) (number % LETTERS_MAX), letter);
    }

    /** How many there were since the gateway started. */
    public long total() {
        return total.get();
    }

    /** Those that are kept, the latest first. */
    public List<DeadLetter> latest() {
        List<DeadLetter> letters = new ArrayList<>();
        long last = total.get() - 1;
        for (long number = last; number >= 0 && number > last - LETTERS_MAX; number--) {
            DeadLetter letter = ring.get((int) (number % LETTERS_MAX));
            // One that another thread is just adding is missing, or stands where the oldest did.
            if (letter != null) {
                letters.add(letter);
            }
        }
        return letters;
    }
}
