package org.sngateway.gateway.adapter.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The pages for a browser. They need no token, because there is nothing in them: what they show they ask for below
 * {@code /api/v1}. Read from the program when somebody asks for the first time. Confined to the server's thread.
 */
public final class PageRoutes implements Routes {
    /**
     * Scripts and styles are files of ours, nothing is loaded from or sent to elsewhere, nobody frames the page, and no text
     * becomes markup: what devices call themselves stays text even if a page should forget.
     */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String FOLDER = "/ui/";
    private static final int NOT_MODIFIED = 304;

    private @Nullable PageFiles files;

    @Override
    public void mount(Router router, EventStreams streams) {
        router.route("/").handler(this::index);
        router.route(FOLDER + "*").handler(this::file);
    }

    private PageFiles files() {
        PageFiles read = files;
        if (read == null) {
            read = PageFiles.read();
            files = read;
        }
        return read;
    }

    private void index(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-cache");
        send(context, PageFiles.INDEX, files().index());
    }

    private void file(RoutingContext context) {
        String path = context.request().path();
        String prefix = FOLDER + files().digest() + "/";
        String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        byte[] octets = files().file(name);
        if (octets == null) {
            Answers.problem(context, 404, "there is nothing of this name");
            return;
        }
        context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
        send(context, name, octets);
    }

    private void send(RoutingContext context, String name, byte[] octets) {
        HttpServerResponse response = context.response();
        String tag = '"' + files().digest() + '"';
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("ETag", tag);
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            Answers.send(context, 200, PageFiles.contentType(name), octets);
        }
    }
}
