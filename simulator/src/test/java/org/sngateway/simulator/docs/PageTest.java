package org.sngateway.simulator.docs;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a page is read, and how what it says is compared. */
class PageTest {
    private static Page page(String text) {
        return Page.of(text.lines().toList());
    }

    @Test
    void blocksWithACommentAreSteps_inOrder() {
        Page page = page("""
                # Title
                ```sh
                not for the machine
                ```
                <!-- file: a.py -->

                ```python
                one

                two
                ```
                <!-- start: server -->
                ```sh
                serve
                ```
                <!-- output: server -->
                ```text
                ready
                ```
                <!-- stop: server -->
                text
                """);
        assertThat(page.steps())
                .containsExactly(
                        new Step(Step.Kind.FILE, "a.py", 7, List.of("one", "", "two")),
                        new Step(Step.Kind.START, "server", 13, List.of("serve")),
                        new Step(Step.Kind.OUTPUT, "server", 17, List.of("ready")),
                        new Step(Step.Kind.STOP, "server", 20, List.of()));
    }

    @Test
    void whatCannotBeDoneIsAnError() {
        assertThatThrownBy(() -> page("<!-- run: a -->\ntext\n```\nx\n```"))
                .hasMessageStartingWith("line 2: the block");
        assertThatThrownBy(() -> page("<!-- run: a -->")).hasMessageStartingWith("the block of the last comment");
        assertThatThrownBy(() -> page("<!-- walk: a -->\n```\nx\n```")).hasMessageContaining("<!-- walk: a -->");
        assertThatThrownBy(() -> page("<!-- run: a -->\n```sh\nx")).hasMessageStartingWith("line 2: this block");
    }

    private static int matched(List<String> expected, String... seen) {
        return new Expectation(expected).matchedBy(List.of(seen));
    }

    @Test
    void outputIsComparedLineByLine() {
        assertThat(matched(List.of("a", "b"), "a", "b", "c")).isEqualTo(2);
        assertThat(matched(List.of("a", "b"), "a")).isEqualTo(-1);
        assertThat(matched(List.of("a", "b"), "x", "a", "b")).isEqualTo(-1);
        assertThat(matched(List.of("a.c"), "abc")).isEqualTo(-1);
    }

    @Test
    void threeDotsAreAnything() {
        assertThat(matched(List.of("a ... c"), "a b b c")).isEqualTo(1);
        assertThat(matched(List.of("... c"), "a b d")).isEqualTo(-1);
        assertThat(matched(List.of("...", "c"), "a", "b", "c", "d")).isEqualTo(3);
        assertThat(matched(List.of("...", "c"), "c")).isEqualTo(1);
        assertThat(matched(List.of("...", "c"), "a", "b")).isEqualTo(-1);
        assertThat(new Expectation(List.of("a", "...")).isOpen()).isTrue();
        assertThat(new Expectation(List.of("...", "a")).isOpen()).isFalse();
    }
}
