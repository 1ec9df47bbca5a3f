package org.sngateway.simulator.report;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.Event;
import org.sngateway.simulator.measure.Series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written comes back whole; what is not ours is refused with a sentence. */
class RunJsonTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<RunResult> runs() {
        return Stream.of(
                SampleRuns.powerCut(),
                SampleRuns.empty(),
                SampleRuns.qosMinusOne(),
                SampleRuns.invalid(),
                SampleRuns.interrupted(),
                SampleRuns.manyFleets(),
                SampleRuns.hostile());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void comesBackAsItWas(RunResult run) throws IOException {
        Reports.write(run, directory, "run");
        assertThat(RunReader.read(directory.resolve("run.json"))).isEqualTo(run);
    }

    @Property(tries = 200)
    void anyTextAndNumberComesBack(
            @ForAll("texts") String text,
            @ForAll long seed,
            @ForAll("numbers") double number,
            @ForAll List<@net.jqwik.api.constraints.LongRange(min = 0, max = 1L << 50) Long> times)
            throws IOException {
        RunResult sample = SampleRuns.empty();
        RunResult.Info info = sample.info();
        Histogram histogram = new Histogram(3);
        times.forEach(histogram::recordValue);
        RunResult run = new RunResult(
                new RunResult.Info(
                        text, text, text, text, seed, 1, true, info.started(), number, number, text, text, text),
                text,
                List.of(text),
                List.of(),
                new Figures(Map.of(Metric.UPLINK_LATENCY_P50, number), Map.of(Distribution.UPLINK_ACK, histogram)),
                List.of(),
                sample.series(),
                List.of(new Event(number, number, text)),
                List.of(),
                Map.of("x" + text, number));
        Path file = Files.createTempFile("run", ".json");
        try {
            Files.writeString(file, RunJson.of(run, null));
            assertThat(RunReader.read(file)).isEqualTo(run);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.doubles().filter(number -> number != 0 || 1 / number > 0);
    }

    /** The shape that the product's description shows. */
    @Test
    void hasTheFieldsThatScriptsLookFor() throws IOException {
        JsonNode json = JsonNode.read(
                new ByteArrayInputStream(
                        RunJson.of(SampleRuns.powerCut(), "series.csv.gz").getBytes(StandardCharsets.UTF_8)),
                "run.json");
        assertThat(json.field("schema").text()).isEqualTo("sn-sim/1");
        assertThat(json.field("scenario").field("seed").whole()).isEqualTo(42);
        assertThat(json.field("scenario").field("sha256").text()).hasSize(64);
        assertThat(json.field("passed").flag()).isFalse();
        assertThat(json.field("target").field("gateway").text()).isEqualTo("192.168.1.20:1883");
        JsonNode threshold = json.field("thresholds").items().get(2);
        assertThat(threshold.field("metric").text()).isEqualTo("reconnect_time_p95");
        assertThat(threshold.field("op").text()).isEqualTo("<");
        assertThat(threshold.field("limit").number()).isEqualTo(90);
        assertThat(threshold.field("value").number()).isEqualTo(104.2);
        assertThat(threshold.field("passed").flag()).isFalse();
        JsonNode latency = json.field("uplink").field("latency_s");
        assertThat(latency.field("p99").number()).isEqualTo(14.9);
        assertThat(json.field("uplink").field("at_broker").whole()).isEqualTo(1_011);
        assertThat(json.field("sessions").field("reconnect_time_s").field("p95").number())
                .isEqualTo(104.2);
        assertThat(json.field("retransmissions").field("device").whole()).isEqualTo(41);
        assertThat(json.field("metrics").field("downlink_wait_p50").number()).isEqualTo(151);
        assertThat(json.field("histograms").field("uplink_latency").text()).startsWith("HISTFAAAA");
        assertThat(json.field("series").text()).isEqualTo("series.csv.gz");
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        String json = RunJson.of(SampleRuns.powerCut(), null)
                .replaceFirst("\\{", "{\"new\" : {\"a\" : [1, {\"b\" : null}]},")
                .replace("\"uplink_offered\" : 1012", "\"uplink_offered\" : 1012, \"uplink_taste\" : 7")
                .replace("\"metric\" : \"uplink_latency_p99\"", "\"metric\" : \"uplink_taste\"");
        RunResult run = RunReader.read(file(json));
        assertThat(run.total()).isEqualTo(SampleRuns.powerCut().total());
        assertThat(run.thresholds()).hasSize(3);
        assertThat(run.remarks()).contains("The threshold on uplink_taste, which this program does not know, passed.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'not json at all' | is not JSON",
                "'' | is not the report of a run",
                "[1] | is not the report of a run",
                "'{\"schema\":1}' | it has no \"schema\"",
                "'{\"schema\":\"sn-sim-conformance/1\"}' | has the schema \"sn-sim-conformance/1\", and this program"
                        + " reads \"sn-sim/1\"",
                "'{\"schema\":\"sn-sim/1\"}' | started is missing",
                "'{\"schema\":\"sn-sim/1\",\"remarks\":7}' | remarks is wrong, it should be an array",
                "'{\"schema\":\"sn-sim/1\",\"started\":\"yesterday\"}' | started is wrong",
            })
    void whatIsNoRunIsRefused(String json, String complaint) throws IOException {
        Path file = file(json == null ? "" : json);
        assertThatThrownBy(() -> RunReader.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aBrokenHistogramIsNamed() throws IOException {
        Path file = file(RunJson.of(SampleRuns.powerCut(), null)
                .replaceFirst("\"uplink_ack\" : \"HISTFAAAA[^\"]{8}", "\"uplink_ack\" : \"HISTFAAAAAAAAAAA"));
        assertThatThrownBy(() -> RunReader.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("histograms.uplink_ack is not a histogram");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeAbsent() {
        assertThatThrownBy(() -> RunReader.read(directory.resolve("none.json")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void aReportWithoutItsSeriesIsReadWithoutCharts() throws IOException {
        RunResult run = RunReader.read(file(RunJson.of(SampleRuns.powerCut(), "gone.csv.gz")));
        assertThat(run.series().rows()).isZero();
        assertThat(run.remarks()).anyMatch(remark -> remark.contains("gone.csv.gz is not beside the report"));
    }

    @ParameterizedTest
    @CsvSource({"../series.csv.gz", "/etc/passwd", "a/b", "''"})
    void aReportChoosesNoFileElsewhere(String series) throws IOException {
        Path file = file(RunJson.of(SampleRuns.powerCut(), series));
        assertThatThrownBy(() -> RunReader.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("series");
    }

    @Test
    void seriesKeepGapsAndStrangeNames() throws IOException {
        Series series = new Series(
                2.5,
                List.of(
                        new Series.Column("a", new ArrayList<>(List.of(1.0, Double.NaN, 0.25))),
                        new Series.Column("\"b\",{c=\"d\"}", List.of(Double.NaN, Double.NaN, 1e300))));
        Path file = directory.resolve("s.csv.gz");
        SeriesFile.write(series, file);
        assertThat(SeriesFile.read(file)).isEqualTo(series);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("given.json"), json);
    }
}
