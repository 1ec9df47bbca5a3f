package org.sngateway.simulator.demo;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** On above 28, off below 26, and silence in between. */
class OverheatRuleTest {
    private final OverheatRule rule = new OverheatRule();

    private List<String> commands(String thermometer, double... readings) {
        List<String> commands = new ArrayList<>();
        for (double reading : readings) {
            commands.add(Objects.toString(rule.onReading(thermometer, reading), "-"));
        }
        return commands;
    }

    @Test
    void switchesOffOnOff_withoutFlappingInBetween() {
        assertThat(commands("a", 24.1, 27.9, 28.9, 27.0, 29.3, 25.5))
                .containsExactly("false", "-", "true", "-", "-", "false");
    }

    @Test
    void limitsThemselvesChangeNothing() {
        assertThat(commands("a", 28.0, 28.1, 26.0, 25.9)).containsExactly("-", "true", "-", "false");
    }

    @Test
    void staysOnAsLongAsOneThermometerIsHot() {
        assertThat(commands("a", 29)).containsExactly("true");
        assertThat(commands("b", 20, 30)).containsExactly("-", "-");
        assertThat(commands("a", 25)).containsExactly("-");
        assertThat(commands("b", 25)).containsExactly("false");
    }
}
