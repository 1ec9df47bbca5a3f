package org.sngateway.gateway.browser;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Chromium without a window, driven through its DevTools protocol. Its profile lies in the folder it is given. */
public final class Browser implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final long END_SECONDS = 10;

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and waits until it can be driven. */
    public static Browser start(Path folder) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(folder.resolve("chromium"));
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--lang=en-GB",
                        "--remote-allow-origins=*",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        // It writes the port that it has chosen into its profile.
        Path chosen = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(chosen) || Files.size(chosen) == 0) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "chromium did not start: " + Files.readString(folder.resolve("chromium.log")));
            }
            Thread.sleep(50);
        }
        return new Browser(process, Integer.parseInt(Files.readAllLines(chosen).get(0)));
    }

    /** A new tab that shows nothing yet. */
    public Tab open() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Map<String, Object> target = JSON.std.mapFrom(answer);
        return new Tab(http, URI.create(String.valueOf(target.get("webSocketDebuggerUrl"))));
    }

    /** Ends it and everything that it has started. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, Object> read(CharSequence json) {
        try {
            return JSON.std.mapFrom(json.toString());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static String write(Object value) {
        try {
            return JSON.std.asString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
