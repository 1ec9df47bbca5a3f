package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code new}, {@code check}, {@code list}, and what {@code run} says before anything is sent. */
class ScenarioCommandsTest {
    /** The table of scenarios in the product's description, without mixed-versions, which is of MQTT-SN 2.0. */
    private static final List<String> SHIPPED = List.of(
            "sleepy-fleet",
            "power-cut",
            "nat-rebind",
            "roaming",
            "nat-reuse",
            "lossy-link",
            "firmware-rollout",
            "slow-broker",
            "gateway-restart",
            "broker-restart",
            "qos-minus-one",
            "hostile");

    @TempDir
    private Path directory = Path.of("");

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void listsEveryScenarioWithWhatItNeeds() {
        Spoken list = Spoken.by("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.output().lines().filter(line -> !line.startsWith(" ")).map(line -> line.split(" ", -1)[0]))
                .containsExactlyElementsOf(SHIPPED);
        assertThat(list.output())
                .containsPattern("slow-broker .*; needs --broker-proxy\n")
                .containsPattern("gateway-restart .*; needs --gateway-command\n")
                .containsPattern("broker-restart .*; needs --broker-command\n")
                .containsPattern("power-cut +500 devices, 3m\n");
    }

    @Test
    void listsTheLinks() {
        assertThat(Spoken.by("list", "--links").output().lines().map(line -> line.split(" ", -1)[0]))
                .containsExactly("ideal", "lan", "6lowpan", "thread", "nbiot", "ltem", "lora-like", "satellite");
    }

    @Test
    void findsAllThatIsShippedGood() {
        Spoken check = Spoken.by(java.util.stream.Stream.concat(java.util.stream.Stream.of("check"), SHIPPED.stream())
                .toArray(String[]::new));
        assertThat(check.exitCode()).as(check.complaints()).isZero();
        assertThat(check.output().lines()).hasSize(SHIPPED.size()).allMatch(line -> line.contains(": good; "));
    }

    @Test
    void writesAScenarioThatIsGoodAndOverwritesNothing() throws IOException {
        Spoken written = Spoken.by("new", at("mine"));
        assertThat(written.exitCode()).isZero();
        assertThat(written.output())
                .isEqualTo(at("mine.yaml") + " written; run it with: sn-sim run " + at("mine.yaml") + "\n");
        assertThat(directory.resolve("mine.yaml")).content().contains("\nname: mine\n");
        assertThat(Spoken.by("check", at("mine.yaml")).output()).startsWith(at("mine.yaml") + ": good; ");

        Files.writeString(directory.resolve("mine.yaml"), "# changed");
        Spoken again = Spoken.by("new", at("mine.yaml"));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.complaint())
                .isEqualTo("sn-sim: " + at("mine.yaml") + " exists already; choose another name or remove it");
        assertThat(directory.resolve("mine.yaml")).hasContent("# changed");
    }

    @Test
    void copiesAShippedScenarioUnderTheNewName() {
        assertThat(Spoken.by("new", at("ours"), "--from", "power-cut").exitCode())
                .isZero();
        assertThat(directory.resolve("ours.yaml")).content().contains("\nname: ours\n", "power_cut:");
        assertThat(Spoken.by("check", at("ours.yaml")).exitCode()).isZero();
    }

    @Test
    void newSaysWhichScenarioWasMeantAndWhichFolderIsMissing() {
        Spoken misspelt = Spoken.by("new", at("ours"), "--from", "powercut");
        assertThat(misspelt.exitCode()).isEqualTo(64);
        assertThat(misspelt.complaint())
                .isEqualTo("sn-sim: there is no scenario \"powercut\" - did you mean power-cut? sn-sim list names all");
        Spoken nowhere = Spoken.by("new", at("no/such/mine"));
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.complaint()).isEqualTo("sn-sim: there is no folder " + at("no/such"));
        assertThat(Spoken.by("new", at("with blank")).exitCode()).isEqualTo(64);
        assertThat(Spoken.by("new").exitCode()).isEqualTo(64);
    }

    @Test
    void checkReportsEveryFileAndGoesOn() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "fleets:\n  - {name: a, cuont: 5}\n");
        Spoken check = Spoken.by("check", bad.toString(), "power-cut", at("none.yaml"));
        assertThat(check.exitCode()).isEqualTo(78);
        assertThat(check.output()).isEqualTo("power-cut: good; 500 devices, 3m\n");
        assertThat(check.complaints())
                .contains("2:15 ", "cuont", "did you mean \"count\"?")
                .contains("none.yaml")
                .contains("is no such file, and no shipped scenario");
    }

    /** Only the links that devices use, presets included, in the order in which they come to be used. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "check"})
    void printsTheLinksThatAreUsedAsCommandsOfNetem(String command) {
        Spoken netem = Spoken.by(command, "lossy-link", "--via-netem");
        assertThat(netem.exitCode()).isZero();
        assertThat(netem.output().lines().filter(line -> line.matches("# [a-z-]+")))
                .containsExactly("# ideal", "# fair", "# bad");
        assertThat(netem.output().lines().filter(line -> line.startsWith("tc qdisc add dev lo root netem")))
                .hasSize(3);
        // One line ends what any of them began; a remark stands there once.
        assertThat(netem.output()).containsOnlyOnce("tc qdisc del dev lo root").containsOnlyOnce("are shared.");
    }

    @Test
    void runRefusesABadScenarioLikeCheck() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "fleets:\n  - {name: a, cuont: 5}\n");
        Spoken run = Spoken.by("run", bad.toString());
        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.complaints())
                .isEqualTo(Spoken.by("check", bad.toString()).complaints());
    }

    @Test
    void namesTheEntriesThatCanBeSet() {
        Spoken check = Spoken.by("check", "gateway-restart", "--set", "fleets.metr.count=5");
        assertThat(check.exitCode()).isEqualTo(78);
        assertThat(check.complaints())
                .contains("\"metr\" is no entry here; there are 0 (meter) and 1 (therm), and 2 adds one");
    }
}
