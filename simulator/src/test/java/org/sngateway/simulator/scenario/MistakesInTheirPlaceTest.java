package org.sngateway.simulator.scenario;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.gateway.config.Place;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A mistake is told with its line and column, what is allowed there, and what may have been meant. The expected places are
 * counted in the text itself, where the sign {@code @@} stands before each word that is wrong.
 */
class MistakesInTheirPlaceTest {
    private static final String MARK = "@@";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("@@fleet: []\n", List.of("did you mean \"fleets\"?")),
                arguments("fleets:\n  - name: a\n    @@cuont: 5\n", List.of("did you mean \"count\"?")),
                arguments("fleets:\n  - {name: a, link: @@nbiott}\n", List.of("did you mean nbiot?")),
                arguments("fleets:\n  - {name: a, profile: @@slepy}\n", List.of("actuator", "did you mean sleepy?")),
                arguments("fleets: [{name: a}]\nduration: @@10\n", List.of("10s")),
                arguments("fleets: [{name: a, count: @@0}]\n", List.of("1..1000000")),
                arguments("fleets: [{name: a, count: @@many}]\n", List.of("1..1000000")),
                arguments("fleets: [{name: a, count: 5, @@count: 6}]\n", List.of("given twice", "1:20")),
                arguments("fleets: [{name: a, misbehaving: @@20}]\n", List.of("20%")),
                arguments("fleets: [{name: a, connect: {clean_session: @@maybe}}]\n", List.of("true or false")),
                arguments(
                        "fleets: [{name: a, publish: [{topic: x, qos: @@3}]}]\nlinks: {l: {rate: @@20}}\n",
                        List.of("-1, 0, 1 or 2", "20kbit")),
                arguments(
                        "fleets: [{name: a}]\ntimeline:\n  - {at: 1s, ramp: {fleet: @@b}}\n  - {at: @@90m, ramp: {fleet: a}}\n",
                        List.of("a", "5m")),
                arguments(
                        "fleets: [{name: a}]\nthresholds:\n  @@uplink_latncy_p99: \"< 1s\"\n  reconnect_time_p95: @@\"< 2\"\n",
                        List.of("did you mean uplink_latency_p99?", "2s")),
                arguments("fleets:\n@@\t- {name: a}\n", List.of("tab")),
                arguments("fleets: [{name: a}]\n@@---\nfleets: [{name: b}]\n", List.of("one only")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldWhereItIsAndWhatIsAllowed(String marked, List<String> hints) {
        List<Place> places = places(marked);
        ScenarioResult result = ScenarioReader.ofText(Path.of("a.yaml"), marked.replace(MARK, ""), List.of());
        assertThat(result).isInstanceOf(ScenarioResult.Refused.class);
        var report = ((ScenarioResult.Refused) result).report();
        assertThat(report.problems()).extracting(problem -> problem.place()).containsAll(places);
        assertThat(report.format()).startsWith("a.yaml: ").contains(hints);
    }

    private static List<Place> places(String marked) {
        List<Place> places = new ArrayList<>();
        int line = 0;
        for (String text : marked.split("\n", -1)) {
            line++;
            int found = 0;
            for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
                places.add(new Place.InFile(line, at + 1 - found * MARK.length()));
                found++;
            }
        }
        assertThat(places).as("a mark in the text").isNotEmpty();
        return places;
    }
}
