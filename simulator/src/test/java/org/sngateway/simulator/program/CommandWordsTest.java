package org.sngateway.simulator.program;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandWordsTest {
    @Test
    void splitsAsAShellDoes() {
        assertThat(CommandWords.of("  java -jar  a.jar ")).containsExactly("java", "-jar", "a.jar");
        assertThat(CommandWords.of("a 'b c' \"d  e\" f\\ g h''")).containsExactly("a", "b c", "d  e", "f g", "h");
        assertThat(CommandWords.of("--set='x=[]' \"\" 'back\\slash'")).containsExactly("--set=x=[]", "", "back\\slash");
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertThatThrownBy(() -> CommandWords.of("a 'b")).hasMessageContaining("lacks a closing '");
        assertThatThrownBy(() -> CommandWords.of("  ")).hasMessageContaining("empty");
    }
}
