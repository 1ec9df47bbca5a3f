package org.sngateway.gateway.browser;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One page in the browser. Calls wait for the browser's answer. What the page complains of (errors on its console, exceptions,
 * violations of its policy, failed requests) is collected.
 */
public final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 25;

    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int lastId;

    Tab(HttpClient http, URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Reader()).join();
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
    }

    /** Puts the parts of a message together. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                Map<String, Object> whole = Browser.read(message);
                message.setLength(0);
                take(whole);
            }
            socket.request(1);
            return null;
        }
    }

    private void take(Map<String, Object> message) {
        if (message.get("id") instanceof Integer id) {
            CompletableFuture<Map<String, Object>> asked = waiting.remove(id);
            if (asked != null) {
                asked.complete(message);
            }
            return;
        }
        Map<String, Object> params = object(message.get("params"));
        switch (String.valueOf(message.get("method"))) {
            case "Runtime.exceptionThrown" -> complaints.add("exception: " + params.get("exceptionDetails"));
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(params.get("type"))) {
                    complaints.add("console: " + params.get("args"));
                }
            }
            case "Log.entryAdded" -> {
                Map<String, Object> entry = object(params.get("entry"));
                if (!"verbose".equals(entry.get("level")) && !"info".equals(entry.get("level"))) {
                    complaints.add(entry.get("source") + ": " + entry.get("text") + " " + entry.get("url"));
                }
            }
            default -> {
                // Other messages tell how the page is made.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    /** One command of the protocol; its result. */
    public Map<String, Object> send(String method, Map<String, Object> params) {
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        String command;
        synchronized (this) {
            int id = ++lastId;
            waiting.put(id, answer);
            command = Browser.write(Map.of("id", id, "method", method, "params", params));
        }
        socket.sendText(command, true).join();
        try {
            Map<String, Object> message = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message.get("error") != null) {
                throw new IllegalStateException(method + ": " + message.get("error"));
            }
            return object(message.get("result"));
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(method + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Goes to an address; when only the fragment differs the page stays. */
    public void go(String address) {
        send("Page.navigate", Map.of("url", address));
    }

    /** The value of an expression in the page; promises are waited for. */
    public @Nullable Object evaluate(String expression) {
        Map<String, Object> answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.get("exceptionDetails") != null) {
            throw new IllegalStateException(expression.substring(0, Math.min(200, expression.length())) + ": "
                    + answer.get("exceptionDetails"));
        }
        return object(answer.get("result")).get("value");
    }

    /** The value of an expression as text; {@code null} is a text too. */
    public String string(String expression) {
        return String.valueOf(evaluate(expression));
    }

    /** Waits until an expression is true; that what it looks at is not there yet is no error. */
    public void await(String expression) {
        String attempt = "(() => { try { return Boolean(" + expression + "); } catch (notYet) { return false; } })()";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue(attempt)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "never true: " + expression + "\non the page: " + text() + "\ncomplaints: " + complaints);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean isTrue(String expression) {
        try {
            return Boolean.TRUE.equals(evaluate(expression));
        } catch (IllegalStateException pageIsChanging) {
            return false;
        }
    }

    /** What can be read on the page. */
    public String text() {
        return string("document.body.innerText");
    }

    /** Presses a key that needs no layout: Tab, Enter, Escape, ArrowDown. */
    public void press(String key) {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            case "ArrowUp" -> 38;
            case "ArrowDown" -> 40;
            default -> throw new IllegalArgumentException(key);
        };
        Map<String, Object> event = Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                code == 13 ? "\r" : "");
        send("Input.dispatchKeyEvent", event);
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Types into what has the focus. */
    public void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** The size of the window in CSS pixels; below 500 it behaves as a phone. */
    public void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    public void dark(boolean dark) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The whole page as PNG. */
    public byte[] screenshot() {
        Map<String, Object> answer =
                send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
    }

    /** What the page has complained of since the last call. */
    public List<String> complaints() {
        List<String> said = new ArrayList<>(complaints);
        complaints.clear();
        return said;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
