package org.sngateway.gateway.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The description of everything below {@code /api/v1} (OpenAPI 3.1), which lies beside this class. */
final class ApiDocument {
    private ApiDocument() {}

    /** As it is sent. */
    static byte[] octets() {
        try (InputStream document = ApiDocument.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IllegalStateException("openapi.json is missing");
            }
            return document.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Map<String, Object> content() {
        try {
            return Json.readObject(octets());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
