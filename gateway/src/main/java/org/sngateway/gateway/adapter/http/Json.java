package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON documents in memory. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes the document's content. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private Json() {}

    static byte[] of(Content content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(octets)) {
            content.writeTo(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return octets.toByteArray();
    }

    /** Reads an object: values are maps, lists, texts, numbers, truth values and {@code null}. Fails for anything else. */
    static Map<String, Object> readObject(byte[] octets) throws IOException {
        return JSON.std.mapFrom(octets);
    }
}
