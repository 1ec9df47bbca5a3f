package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.doctor.Finding;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is typed, what is printed, and the exit code. */
class ProgramTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<GatewayConfig> runs = new ArrayList<>();

    private List<Finding> brokerFindings = List.of();
    private @Nullable String problem;
    private final Service service = new Service() {
        @Override
        public int run(ConfigLoader.Sources sources, Loaded loaded) {
            runs.add(loaded.config());
            return ExitCode.CANNOT_BIND;
        }

        @Override
        public @Nullable String problem(GatewayConfig config) {
            return problem;
        }

        @Override
        public Probe probe(GatewayConfig config) {
            return new Probe(ExitCode.UNAVAILABLE, List.of("broker: nobody there"));
        }

        @Override
        public List<Finding> examineBroker(GatewayConfig config) {
            return brokerFindings;
        }
    };

    private int execute(String... arguments) {
        Map<String, String> environment = Map.of("NO_COLOR", "1", "SN_GATEWAY_GATEWAY__ID", "9");
        return Program.execute(
                new Surroundings(environment, new PrintWriter(out), new PrintWriter(err), service), arguments);
    }

    @Test
    void showsHelpAndFailsWithoutACommand() {
        assertThat(execute()).isEqualTo(64);
        assertThat(err.toString()).startsWith("Usage: sn-gateway [--help] [COMMAND]");
    }

    @Test
    void showsHelpWhenAsked() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("config", "show", "--help")).isZero();
        assertThat(out.toString()).contains("check", "Usage: sn-gateway config show [--help] [-c=FILE]");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(execute("run", "--prot")).isEqualTo(64);
        assertThat(execute("runn")).isEqualTo(64);
        assertThat(execute("run", "x")).isEqualTo(64);
        assertThat(execute("config")).isEqualTo(64);
        assertThat(err.toString())
                .contains("sn-gateway run: Unknown option: '--prot'")
                .contains("sn-gateway: there is no command \"runn\"")
                .contains("sn-gateway run: there is one word too many: \"x\"")
                .doesNotContain("Exception", "\u001b[");
    }

    @Test
    void runsWithEnvironmentAndFlagsAndPassesTheExitCodeOn() {
        assertThat(execute("run", "--set", "gateway.name=a", "--set=broker.url=mqtt://h"))
                .isEqualTo(73);
        assertThat(runs).singleElement().satisfies(config -> {
            assertThat(config.gateway().id()).isEqualTo(9);
            assertThat(config.gateway().name()).isEqualTo("a");
            assertThat(config.broker().url().text()).isEqualTo("mqtt://h:1883");
        });
    }

    @Test
    void doesNotRunWithABadConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "gateway:\n  id: 300\n");

        assertThat(execute("run", "-c", file.toString(), "--set", "gateway.name=x y"))
                .isEqualTo(78);
        assertThat(runs).isEmpty();
        assertThat(err.toString()).contains("c.yaml: 1 problem").contains("--set gateway.name");
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThat(execute("run", "-c", folder.resolve("none.yaml").toString())).isEqualTo(78);
        assertThat(err.toString()).contains("none.yaml: 1 problem\n\n  file   no such file\n");
    }

    @Test
    void checkReportsWhatARunWouldRefuse() {
        problem = "broker.tls: ca.pem holds no certificate";
        assertThat(execute("check")).isEqualTo(78);
        assertThat(err.toString()).contains(problem);
        assertThat(out.toString()).doesNotContain("no problems");
    }

    @Test
    void checksAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "broker: {url: embedded}\n");

        assertThat(execute("check", file.toString())).isZero();
        assertThat(execute("check", "-c", file.toString(), "--probe")).isEqualTo(69);
        assertThat(execute("check", "--quiet", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo((file + ": no problems\n").repeat(2) + "broker: nobody there\n");
        assertThat(execute("check", "-c", "a", "b")).isEqualTo(64);
    }

    @Test
    void printsConfigurationAndVersion() {
        assertThat(execute("config", "diff")).isZero();
        assertThat(execute("version")).isZero();
        assertThat(execute("version", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("gateway.id: 9  # default: 1; SN_GATEWAY_GATEWAY__ID\nsn-gateway ")
                .contains("\n{\"name\":\"sn-gateway\",\"version\":\"")
                .doesNotContain("${");
    }
}
