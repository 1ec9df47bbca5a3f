package org.sngateway.gateway.adapter.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of the documentation about the REST interface, in Markdown, made from its OpenAPI document. */
public final class RestReference {
    private static final String HEAD = """
            # REST interface

            This page is generated from the interface's own description, which a running gateway gives at `GET /api/v1/openapi.json`
            (OpenAPI 3.1); a test says how to write it anew when it is stale. Who may ask, how errors look, and what is limited:
            [HTTP](http.md).

            ABOUT All paths below begin with `/api/v1`. Every answer may have fields that are not here in a later version.

            A client id of `.` or `..` cannot be part of a path, because every browser and server takes it for a step in the path;
            such a device is found in the list.

            ```
            curl -H "Authorization: Bearer $(sn-gateway token show)" 'http://127.0.0.1:8080/api/v1/clients?overdue=true&sort=last_seen'
            ```
            """;

    private static final String REFERENCE = "#/components/schemas/";

    private final Map<?, ?> document;
    private final StringBuilder page = new StringBuilder();

    private RestReference(Map<String, Object> document) {
        this.document = document;
    }

    public static String write() {
        RestReference reference = new RestReference(ApiDocument.content());
        reference.whole();
        return reference.page.toString();
    }

    private void whole() {
        page.append(HEAD.replace("ABOUT", text(in(document, "info"), "description")));
        for (Object tag : list(document, "tags")) {
            Map<?, ?> group = (Map<?, ?>) tag;
            page.append("\n## ").append(text(group, "name")).append("\n\n");
            page.append(text(group, "description")).append('\n');
            in(document, "paths")
                    .forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, operation) -> {
                        if (list((Map<?, ?>) operation, "tags").contains(group.get("name"))) {
                            operation(method + " " + path, (Map<?, ?>) operation);
                        }
                    }));
        }
        page.append("\n## Objects\n");
        in(in(document, "components"), "schemas").forEach((name, schema) -> {
            page.append("\n### ").append(name).append("\n\n");
            page.append(text((Map<?, ?>) schema, "description")).append("\n\n");
            fields("", (Map<?, ?>) schema);
        });
    }

    private void operation(String name, Map<?, ?> operation) {
        int space = name.indexOf(' ');
        page.append("\n### `")
                .append(name.substring(0, space).toUpperCase(Locale.ROOT))
                .append(name.substring(space))
                .append("`\n\n");
        page.append(text(operation, "summary")).append(".\n");
        if (operation.containsKey("description")) {
            page.append('\n').append(text(operation, "description")).append('\n');
        }
        List<?> parameters = list(operation, "parameters");
        if (!parameters.isEmpty()) {
            page.append("\n| parameter | in | holds | means |\n|---|---|---|---|\n");
            parameters.forEach(parameter -> parameter(resolved((Map<?, ?>) parameter)));
        }
        if (operation.containsKey("requestBody")) {
            page.append("\nBody: ")
                    .append(content(in(operation, "requestBody")))
                    .append('\n');
        }
        page.append('\n');
        List<String> failures = new ArrayList<>();
        in(operation, "responses").forEach((status, answer) -> {
            Map<?, ?> resolved = resolved((Map<?, ?>) answer);
            if (String.valueOf(status).startsWith("2")) {
                page.append(status).append(": ").append(text(resolved, "description"));
                page.append(resolved.containsKey("content") ? " " + content(resolved) : "")
                        .append('\n');
            } else {
                failures.add(String.valueOf(status));
            }
        });
        if (!failures.isEmpty()) {
            page.append("Errors: ").append(String.join(", ", failures)).append(".\n");
        }
    }

    private void parameter(Map<?, ?> parameter) {
        page.append("| `").append(text(parameter, "name")).append("` | ");
        page.append(text(parameter, "in"))
                .append(" | ")
                .append(kind(in(parameter, "schema")))
                .append(" | ");
        page.append(text(parameter, "description")).append(" |\n");
    }

    private static String content(Map<?, ?> holder) {
        List<String> kinds = new ArrayList<>();
        in(holder, "content").forEach((type, media) -> {
            Map<?, ?> schema = in((Map<?, ?>) media, "schema");
            kinds.add(schema.containsKey("$ref") ? link(text(schema, "$ref")) : "`" + type + "`");
        });
        return String.join(", ", kinds);
    }

    private static String link(String reference) {
        String name = reference.substring(REFERENCE.length());
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    /** A table of the fields, those of fields inside with their path. */
    private void fields(String prefix, Map<?, ?> schema) {
        if (prefix.isEmpty()) {
            page.append("| field | holds | means |\n|---|---|---|\n");
        }
        List<?> required = list(schema, "required");
        in(schema, "properties").forEach((name, value) -> {
            Map<?, ?> field = (Map<?, ?>) value;
            String path = prefix + name;
            page.append("| `").append(path).append("` | ").append(kind(field));
            page.append(required.contains(name) ? "" : ", may be missing").append(" | ");
            page.append(text(field, "description")).append(" |\n");
            inner(path, field);
        });
    }

    private void inner(String path, Map<?, ?> field) {
        if (field.containsKey("properties")) {
            fields(path + ".", field);
        }
        if (in(field, "items").containsKey("properties")) {
            fields(path + "[].", in(field, "items"));
        }
        list(field, "oneOf").forEach(either -> {
            if (((Map<?, ?>) either).containsKey("properties")) {
                fields(path + ".", (Map<?, ?>) either);
            }
        });
    }

    private static String kind(Map<?, ?> schema) {
        if (schema.containsKey("$ref")) {
            return link(text(schema, "$ref"));
        }
        if (schema.containsKey("oneOf")) {
            return String.join(
                    " or ",
                    list(schema, "oneOf").stream()
                            .map(each -> kind((Map<?, ?>) each))
                            .toList());
        }
        if (schema.get("type") instanceof List<?> types) {
            return String.join(" or ", types.stream().map(String::valueOf).toList());
        }
        StringBuilder kind = new StringBuilder(text(schema, "type"));
        if ("array".equals(schema.get("type"))) {
            kind.append(" of ").append(kind(in(schema, "items")));
        }
        List<?> words = list(schema, "enum");
        // Where each word may have a minus in front, what it means says so.
        List<String> shown = words.stream()
                .map(String::valueOf)
                .filter(word -> !word.startsWith("-"))
                .toList();
        if (!shown.isEmpty()) {
            kind.append(": `")
                    .append(String.join("` `", shown).replace("`` ", ""))
                    .append('`');
        }
        if (schema.containsKey("minimum") && schema.containsKey("maximum")) {
            kind.append(" ").append(schema.get("minimum")).append(" to ").append(schema.get("maximum"));
        }
        if (schema.containsKey("default")) {
            kind.append(", default `").append(schema.get("default")).append('`');
        }
        return kind.toString();
    }

    private Map<?, ?> resolved(Map<?, ?> referring) {
        if (!referring.containsKey("$ref")) {
            return referring;
        }
        Map<?, ?> found = document;
        for (String step : text(referring, "$ref").substring(2).split("/", -1)) {
            found = in(found, step);
        }
        return found;
    }

    private static Map<?, ?> in(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static List<?> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> inner ? inner : List.of();
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) == null ? "" : String.valueOf(object.get(name));
    }
}
