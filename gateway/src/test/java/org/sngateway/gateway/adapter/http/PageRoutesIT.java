package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** How the pages' files are served. */
final class PageRoutesIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private FakeGateway gateway;

    @BeforeEach
    void open() throws HttpBindFailed {
        gateway = new FakeGateway(3, 0);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String base() throws IOException, InterruptedException {
        Matcher base = Pattern.compile("ui/[0-9a-f]{20}/").matcher(get("/").body());
        assertThat(base.find()).isTrue();
        return "/" + base.group();
    }

    /** The status line for a path that no client library would send as it is. */
    private String rawStatus(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void indexNeedsNoTokenAndIsAskedForAgain() throws Exception {
        HttpResponse<String> index = get("/");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(index.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(index.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(index.body()).startsWith("<!doctype html>");
        String tag = index.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void policyLetsNothingInButOwnFiles() throws Exception {
        String policy = get("/").headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy.split("; "))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'");
        assertThat(policy).doesNotContain("unsafe").doesNotContain("http").doesNotContain("*");
    }

    @Test
    void filesMayBeKeptForEver() throws Exception {
        String base = base();
        for (String name : PageFiles.NAMES) {
            HttpResponse<String> file = get(base + name);

            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(file.headers().allValues("Content-Security-Policy")).containsExactly(PageRoutes.POLICY);
            String expected = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "";
            assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith(expected);
        }
    }

    @Test
    void nothingElseIsServed() throws Exception {
        String base = base();
        assertThat(get("/ui/").statusCode()).isEqualTo(404);
        assertThat(get("/index.html").statusCode()).isEqualTo(404);
        assertThat(get("/ui/00000000000000000000/app.js").statusCode()).isEqualTo(404);
        assertThat(get(base).statusCode()).isEqualTo(404);
        assertThat(get(base + "vendor/README.md").statusCode()).isEqualTo(404);
        for (String path : new String[] {
            "../adapter/http/PageRoutes.class",
            "../../../../META-INF/MANIFEST.MF",
            "%2e%2e/command/version.txt",
            "..%2fcommand%2fversion.txt",
            "/etc/passwd",
            "pages/",
            "pages/..%5c..%5capp.js",
            "app.js%00.css"
        }) {
            assertThat(rawStatus(base + path)).as(path).isIn("HTTP/1.1 404", "HTTP/1.1 400");
        }
    }
}
