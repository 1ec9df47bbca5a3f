package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.view.ClientRow;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How values of a kind are written. */
public final class Fields {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Fields() {}

    /** A time of RFC 3339 in UTC with milliseconds; {@code null} for {@link ClientRow#NONE}. */
    public static void time(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeFieldName(name);
        if (nanos == ClientRow.NONE) {
            json.writeNull();
        } else {
            json.writeString(time(nanos));
        }
    }

    /** @param nanos since 1970 */
    public static String time(long nanos) {
        return TIME.format(Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    /** A number with two decimals at most; {@code null} for NaN. */
    public static void decimal(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(Math.round(value * 100) / 100.0);
        } else {
            json.writeNull();
        }
    }

    /** A text, or {@code null}. */
    public static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    /** The name of an enum's value. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
