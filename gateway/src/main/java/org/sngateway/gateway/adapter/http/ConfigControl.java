package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The configuration of the running gateway, as far as it can be changed from outside. Any of it may fail with {@link Busy}. Safe
 * for all threads.
 */
public interface ConfigControl {

    /**
     * One thing that is wrong with a configuration.
     *
     * @param place in words: {@code 12:7}, a variable's name, {@code overrides.yaml 3:1}
     * @param line from 1; 0 when it is in no file
     * @param key empty when none is concerned
     */
    record Problem(String place, int line, int column, String key, String message) {}

    /** What became of a change; with problems, nothing has changed. */
    record Change(List<String> applied, List<String> needsRestart, List<Problem> problems) {}

    /** Too many want to change the configuration at once: one sentence. What was asked for was not done. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Busy(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** A predefined topic; {@code clients} is a pattern over client ids. */
    record Topic(int topicId, String topic, String clients) {}

    /** Reads the configuration again. */
    CompletionStage<Change> reload();

    /** What would be wrong with a file of this text. */
    CompletionStage<List<Problem>> validate(String yaml);

    /** Puts these in place of the file's predefined topics; {@code null} brings the file's back. */
    CompletionStage<Change> predefine(@Nullable List<Topic> topics);

    /** The addresses that are heard besides what the file says, in the order in which they were let in. At once. */
    List<String> allowed();

    /** Hears this address, or only what the file says. */
    CompletionStage<Change> allow(String address, boolean allowed);
}
