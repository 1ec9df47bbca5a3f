package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.Series;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a gateway says of itself while it is tested, in Prometheus' text form; any gateway's, or none. Asked for in the
 * background; answers that fail are left out. Safe for all threads.
 */
public final class GatewayMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;
    /** A page with more is cut: the report is about the devices. */
    private static final int NAMES_MAX = 200;

    private record Sample(double atSeconds, Map<String, Double> values) {}

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final HttpRequest request;
    private final List<Sample> samples = new CopyOnWriteArrayList<>();

    /** @throws IllegalArgumentException when that is no URL of HTTP */
    public GatewayMetrics(String url) {
        request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    }

    /** Asks now; the answer belongs to this time of the run. */
    public void sample(double atSeconds) {
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() == OK) {
                samples.add(new Sample(atSeconds, PrometheusText.read(answer.body())));
            }
        });
    }

    /** The result with what was heard: the last values, and a column for each name, of its sum over all labels. */
    public RunResult into(RunResult result) {
        List<Sample> heard = new ArrayList<>(samples);
        if (heard.isEmpty()) {
            return result;
        }
        heard.sort((a, b) -> Double.compare(a.atSeconds(), b.atSeconds()));
        Map<String, Double> last = heard.get(heard.size() - 1).values();
        List<Series.Column> columns = new ArrayList<>();
        for (String name : sums(last).keySet()) {
            columns.add(column(name, heard, result.series()));
        }
        return result.withGateway(limited(last), columns);
    }

    private static Map<String, Double> limited(Map<String, Double> values) {
        Map<String, Double> kept = new TreeMap<>();
        values.forEach((name, value) -> {
            if (kept.size() < NAMES_MAX) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static Map<String, Double> sums(Map<String, Double> values) {
        Map<String, Double> sums = new TreeMap<>();
        values.forEach((series, value) -> {
            int labels = series.indexOf('{');
            String name = labels < 0 ? series : series.substring(0, labels);
            if (sums.size() < NAMES_MAX || sums.containsKey(name)) {
                sums.merge(name, value, Double::sum);
            }
        });
        return sums;
    }

    private static Series.Column column(String name, List<Sample> heard, Series series) {
        List<Double> values = new ArrayList<>();
        int next = 0;
        double value = Double.NaN;
        for (int row = 0; row < series.rows(); row++) {
            double endSeconds = (row + 1) * series.intervalSeconds();
            while (next < heard.size() && heard.get(next).atSeconds() <= endSeconds) {
                value = sums(heard.get(next).values()).getOrDefault(name, Double.NaN);
                next++;
            }
            values.add(value);
        }
        return new Series.Column("gateway_" + name, values);
    }

    /** From a metric such as {@code app_build_info{version="1.4"}}; {@code null}: it does not say. */
    public @Nullable String version() {
        for (Sample sample : samples) {
            for (String series : sample.values().keySet()) {
                int at = series.indexOf("version=\"");
                if (series.contains("_info{") && at >= 0) {
                    int begin = at + "version=\"".length();
                    return series.substring(begin, series.indexOf('"', begin));
                }
            }
        }
        return null;
    }
}
