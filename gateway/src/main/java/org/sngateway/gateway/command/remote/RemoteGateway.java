package org.sngateway.gateway.command.remote;

import com.fasterxml.jackson.jr.ob.JSON;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway that runs, as its REST interface shows it. Each call waits for the answer, ten seconds at most. */
public final class RemoteGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String API = "/api/v1";

    private final URI base;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param base such as {@code http://127.0.0.1:8080}
     * @param token empty for none
     */
    public RemoteGateway(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Makes any text, such as a client id, one part of a path. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param path below {@code /api/v1}, such as {@code /status} */
    public String getText(String path) throws RemoteFailure {
        return new String(getOctets(path), StandardCharsets.UTF_8);
    }

    public byte[] getOctets(String path) throws RemoteFailure {
        return exchange(request(path).timeout(PATIENCE).GET().build(), BodyHandlers.ofByteArray())
                .body();
    }

    public Map<String, Object> get(String path) throws RemoteFailure {
        return object(getText(path));
    }

    /** What an answer's text says. */
    public Map<String, Object> read(String answer) throws RemoteFailure {
        return object(answer);
    }

    /**
     * Changes something.
     *
     * @param method POST, PUT or DELETE
     * @param body what is sent as JSON; {@code null} for nothing
     * @return the answer; an empty object when there is none
     */
    public Map<String, Object> send(String method, String path, @Nullable Object body) throws RemoteFailure {
        HttpRequest.BodyPublisher publisher;
        try {
            publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.std.asString(body));
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
        HttpRequest.Builder request = request(path).timeout(PATIENCE).method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        String answer =
                new String(exchange(request.build(), BodyHandlers.ofByteArray()).body(), StandardCharsets.UTF_8);
        return answer.isEmpty() ? Map.of() : object(answer);
    }

    /** The lines of a stream of server-sent events, as they come; ends when the gateway does. To be closed. */
    public Stream<String> lines(String path) throws RemoteFailure {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").GET().build();
        HttpResponse<Stream<String>> response = reach(request, BodyHandlers.ofLines());
        if (response.statusCode() >= 300) {
            try (Stream<String> lines = response.body()) {
                throw failure(response.statusCode(), String.join("\n", lines.toList()));
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + API + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, HttpResponse.BodyHandler<byte[]> handler)
            throws RemoteFailure {
        HttpResponse<byte[]> response = reach(request, handler);
        if (response.statusCode() >= 300) {
            throw failure(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private <T> HttpResponse<T> reach(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws RemoteFailure {
        try {
            return client.send(request, handler);
        } catch (IOException failed) {
            throw RemoteFailure.unreachable("no gateway answers at " + base
                    + "; is it running, and is http.enabled true? (--url, SN_GATEWAY_URL)");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RemoteFailure.unreachable("interrupted while " + base + " was asked");
        }
    }

    private RemoteFailure failure(int status, String body) {
        try {
            Object detail = JSON.std.mapFrom(body).get("detail");
            if (detail instanceof String sentence) {
                return RemoteFailure.answered(status, sentence);
            }
        } catch (IOException noProblemDetails) {
            // Something else answers there.
        }
        return RemoteFailure.unreachable("what answers at " + base + " is no sn-gateway (HTTP status " + status + ")");
    }

    private Map<String, Object> object(String text) throws RemoteFailure {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException malformed) {
            throw RemoteFailure.unreachable("what answers at " + base + " is no sn-gateway");
        }
    }
}
