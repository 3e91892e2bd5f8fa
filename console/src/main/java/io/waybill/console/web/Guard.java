package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.waybill.console.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and what a page may do. With a token, every request but health checks and the login must show it, as bearer
 * header or as cookie. Without one the console is on loopback, and answers only to loopback names, so that no web page
 * elsewhere can reach it by pointing a name of its own here.
 */
final class Guard {

    private static final String COOKIE = "waybill_token";
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/login");
    private static final Pattern LOOPBACK_HOST = Pattern.compile(
            "(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final byte @Nullable [] token;
    private final String contentSecurityPolicy;

    Guard(@Nullable String token, String contentSecurityPolicy) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
        this.contentSecurityPolicy = contentSecurityPolicy;
    }

    void check(Context context) {
        context.header("Content-Security-Policy", contentSecurityPolicy);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        if (token == null) {
            String host = context.header("Host");
            if (host == null || !LOOPBACK_HOST.matcher(host).matches()) {
                throw Refusal.forbidden("this console answers on loopback names only: localhost or 127.0.0.1");
            }
        } else if (!OPEN.contains(context.path()) && !Pages.isPublic(context.path()) && !isAuthorised(context)) {
            throw Refusal.unauthorised(
                    "show the console's token: header 'Authorization: Bearer TOKEN', or log in at /login");
        }
    }

    void routes(RoutesConfig routes) {
        routes.get(
                "/login",
                context -> context.contentType("text/html; charset=utf-8").result(Pages.text("login.html")));
        routes.post("/login", this::logIn);
    }

    private void logIn(Context context) {
        String shown = context.formParam("token");
        if (shown == null || !isToken(shown)) {
            throw Refusal.unauthorised("that is not the console's token");
        }
        Cookie cookie = new Cookie(COOKIE, digest(shown));
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setSameSite(SameSite.STRICT);
        context.cookie(cookie);
        context.redirect("/");
    }

    private boolean isAuthorised(Context context) {
        String header = context.header("Authorization");
        if (header != null && header.startsWith("Bearer ")) {
            return isToken(header.substring("Bearer ".length()));
        }
        String cookie = context.cookie(COOKIE);
        return cookie != null && token != null && same(digest(new String(token, StandardCharsets.UTF_8)), cookie);
    }

    /** What the cookie holds instead of the token: a token may have characters that a cookie may not. */
    private static String digest(String token) {
        return Digests.sha256("waybill-cookie " + token).replaceAll("[^A-Za-z0-9]", "-");
    }

    /** Takes as long for a wrong token as for the right one. */
    private boolean isToken(String shown) {
        return token != null && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
