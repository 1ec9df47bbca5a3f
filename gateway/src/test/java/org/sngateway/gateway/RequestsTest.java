package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.ControlOutcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of requests that are good, bad or too many. */
final class RequestsTest {
    private static final int AT_ONCE = 16;

    private final List<CompletableFuture<ControlOutcome>> asked = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Requests requests = new Requests(new Requests.Operations(
            request -> {
                CompletableFuture<ControlOutcome> outcome = new CompletableFuture<>();
                asked.add(outcome);
                return outcome;
            },
            clientId -> CompletableFuture.completedFuture(Optional.empty()),
            CompletableFuture::new));

    private void ask(String operation, String payload) {
        requests.ask(operation, Octets.ofUtf8(payload), answers::add);
    }

    private String lastAnswer() {
        return answers.get(answers.size() - 1);
    }

    @Test
    void badRequestsTakeNoRoomFromGoodOnes() {
        for (int i = 0; i <= AT_ONCE; i++) {
            ask("client/unknown", "{}");
            ask("client/kick", "{}");
            ask("client/kick", "no JSON");
        }
        assertThat(answers).hasSize(3 * (AT_ONCE + 1)).allMatch(answer -> answer.contains("\"error\""));
        ask("client/kick", "{\"client_id\":\"d\",\"transaction\":7}");
        assertThat(asked).hasSize(1);
        asked.get(0).complete(new ControlOutcome.Done(0));
        assertThat(lastAnswer()).isEqualTo("{\"status\":\"ok\",\"data\":{\"dropped\":0},\"transaction\":7}");
    }

    @Test
    void beyondTheLimitTheyAreRefused_andWhatIsDoneMakesRoom() {
        for (int i = 0; i < AT_ONCE; i++) {
            ask("client/kick", "{\"client_id\":\"d\"}");
        }
        ask("client/kick", "{\"client_id\":\"d\"}");
        assertThat(asked).hasSize(AT_ONCE);
        assertThat(lastAnswer()).contains("too many requests at once");
        asked.get(0).completeExceptionally(new IllegalStateException("ended"));
        ask("client/kick", "{\"client_id\":\"d\"}");
        assertThat(asked).hasSize(AT_ONCE + 1);
    }
}
