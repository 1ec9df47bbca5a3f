package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.Event;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the gateway's own connection learns of the broker: a log line for each change, not for each attempt, and the first
 * answer for who waits for it. Called by one shard's thread; the first answer may be awaited by any.
 */
final class BrokerWatch {
    private static final String CONSEQUENCE =
            "devices stay connected; what they publish is stored until it is back, as far as broker.spool lets it";

    /** How an attempt to log in to the broker ended. */
    enum Outcome {
        LOGGED_IN,
        /** It answers, and does not let this gateway in. */
        REFUSED,
        UNREACHABLE
    }

    /** What an attempt brought; {@code detail} is one line, empty when it succeeded. */
    record Answer(Outcome outcome, String detail) {}

    private final Consumer<Event> log;
    private final String url;
    private final CompletableFuture<Answer> firstAnswer = new CompletableFuture<>();
    private volatile News last = new News(new Answer(Outcome.UNREACHABLE, ""), Instant.now());

    /** What was heard, and when it was heard first. */
    record News(Answer answer, Instant since) {}

    BrokerWatch(Consumer<Event> log, String url) {
        this.log = log;
        this.url = url;
    }

    /** What was heard last; unreachable before anything was. Any thread. */
    Outcome lastOutcome() {
        return last.answer().outcome();
    }

    /** The same, with more of it. */
    News lastNews() {
        return last;
    }

    CompletableFuture<Answer> firstAnswer() {
        return firstAnswer;
    }

    void hears(Outcome outcome, String detail) {
        Answer answer = new Answer(outcome, detail);
        firstAnswer.complete(answer);
        if (!answer.equals(last.answer())) {
            last = new News(answer, Instant.now());
            log.accept(event(answer));
        }
    }

    private Event event(Answer answer) {
        return switch (answer.outcome()) {
            case LOGGED_IN -> Event.info("broker.reachable").with("url", url);
            case REFUSED ->
                Event.warn("broker.refused")
                        .with("url", url)
                        .with("detail", answer.detail())
                        .with("message", "see broker.username, broker.password_file, broker.tls; " + CONSEQUENCE);
            case UNREACHABLE ->
                Event.warn("broker.unreachable")
                        .with("url", url)
                        .with("detail", answer.detail())
                        .with("message", CONSEQUENCE);
        };
    }
}
