package org.sngateway.simulator.site;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples are those of Prometheus' own description of its text form, and what lies beside it. */
class PrometheusTextTest {
    @Test
    void readsNumbersByNameAndLabels() {
        String page = """
                # HELP http_requests_total The total number of HTTP requests.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027 1395066363000
                http_requests_total{method="post",code="400"}    3 1395066363000

                msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
                metric_without_timestamp_and_labels 12.47
                something_weird{problem="division by zero"} +Inf -3982045
                http_request_duration_seconds_bucket{le="0.05"} 24054
                http_request_duration_seconds_sum 53423
                jvm_threads_current 12
                <html>no metric at all</html>
                """;
        assertThat(PrometheusText.read(page))
                .hasSize(5)
                .containsEntry("http_requests_total{method=\"post\",code=\"200\"}", 1027.0)
                .containsEntry("http_requests_total{method=\"post\",code=\"400\"}", 3.0)
                .containsEntry("metric_without_timestamp_and_labels", 12.47)
                .containsEntry("http_request_duration_seconds_sum", 53423.0);
    }
}
