package org.sngateway.gateway.adapter.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who may do what. Programs show the token; a browser shows a pass that it was given for the token, in a cookie that no script
 * reads and no other site sends. What changes something by way of the cookie also needs a header that no form of another site
 * can send.
 */
final class Access {
    /** Who asks this way can only be a script of our own pages. */
    static final String SCRIPT_HEADER = "X-Requested-With";

    static final String SCRIPT_VALUE = "sn-gateway";
    private static final String COOKIE = "sn-gateway";
    private static final long COOKIE_SECONDS = 30L * 24 * 3600;
    private static final String BEARER = "Bearer ";

    private final HttpSettings settings;
    private final AccessTokens tokens;

    Access(HttpSettings settings, AccessTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** For {@code /api/v1}: goes on, or answers 401 or 403. */
    void api(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean reads = isReading(request.method());
        if (hasToken(request)) {
            context.put(TRUSTED, true);
            context.next();
        } else if (hasPass(request)) {
            if (reads || SCRIPT_VALUE.equals(request.getHeader(SCRIPT_HEADER))) {
                context.put(TRUSTED, true);
                context.next();
            } else {
                Answers.problem(
                        context,
                        403,
                        "a request that changes something needs the token, or the header " + SCRIPT_HEADER + ": "
                                + SCRIPT_VALUE + " beside the cookie");
            }
        } else if (reads && settings.anonymousRead()) {
            context.next();
        } else {
            refuse(context);
        }
    }

    private static final String TRUSTED = "trusted";

    /** Whether whoever asks has shown the token, or its pass: what anonymous readers must not see depends on it. */
    static boolean isTrusted(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(TRUSTED));
    }

    /** For what anonymous readers must not see: answers, or 401. */
    static void trusted(RoutingContext context, Runnable answer) {
        if (isTrusted(context)) {
            answer.run();
        } else {
            refuse(context);
        }
    }

    static void refuse(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"sn-gateway\"");
        Answers.problem(context, 401, "the token is missing or wrong; see: sn-gateway token show");
    }

    /** Whether this reader may have the metrics. */
    boolean mayReadMetrics(HttpServerRequest request) {
        boolean open = switch (settings.metrics()) {
            case OPEN -> true;
            case TOKEN_FROM_REMOTE -> isLocal(request);
            case TOKEN, OFF -> false;
        };
        return open || hasToken(request) || hasPass(request);
    }

    static boolean isReading(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    /** Gives a browser, which shows the token, its pass. */
    void begin(RoutingContext context) {
        if (!hasToken(context.request())) {
            refuse(context);
            return;
        }
        context.response().addCookie(cookie(tokens.pass()).setMaxAge(COOKIE_SECONDS));
        context.response().setStatusCode(204).end();
    }

    /** Takes the pass back from this browser. */
    void end(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
        context.response().setStatusCode(204).end();
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value).setHttpOnly(true).setPath("/").setSameSite(CookieSameSite.STRICT);
    }

    private boolean hasToken(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && tokens.isRight(given.substring(BEARER.length()).strip());
    }

    private boolean hasPass(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie != null && tokens.isPass(cookie.getValue());
    }

    private static boolean isLocal(HttpServerRequest request) {
        SocketAddress remote = request.connection().remoteAddress();
        try {
            // The text is a literal, which nobody is asked about.
            return remote != null && InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
