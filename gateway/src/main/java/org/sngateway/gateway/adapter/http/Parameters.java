package org.sngateway.gateway.adapter.http;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of one request's address. What is wrong with one is a {@link Wrong}, which says what is allowed. */
final class Parameters {

    /** A parameter is not as it has to be; the message is one sentence for whoever asked. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }
    }

    private final RoutingContext context;

    private Parameters(RoutingContext context) {
        this.context = context;
    }

    /** Fails for a parameter that is none of {@code known}, and for one that is there twice. */
    static Parameters of(RoutingContext context, Set<String> known) throws Wrong {
        for (Map.Entry<String, String> each : context.queryParams()) {
            if (!known.contains(each.getKey())) {
                throw new Wrong("there is no parameter \"" + each.getKey() + "\""
                        + (known.isEmpty() ? "; none is allowed" : "; allowed: " + sorted(known)));
            }
            if (context.queryParams().getAll(each.getKey()).size() > 1) {
                throw new Wrong("\"" + each.getKey() + "\" may be there only once");
            }
        }
        return new Parameters(context);
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    /** Empty when it is not there. */
    String text(String name) {
        String value = context.queryParams().get(name);
        return value == null ? "" : value;
    }

    /** The words between commas; none when it is not there. */
    List<String> words(String name) {
        String value = text(name);
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    /** {@code null} when it is not there. */
    @Nullable
    Boolean truth(String name) throws Wrong {
        return switch (text(name)) {
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw new Wrong(name + " must be true or false");
        };
    }

    int number(String name, int max, int fallback) throws Wrong {
        String value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new Wrong(name + " must be a number from 1 to " + max);
    }
}
