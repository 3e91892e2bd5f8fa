package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.waybill.console.Access;
import io.waybill.console.api.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and what a page may do. With a token, every request but health checks and the login must show it, as bearer
 * header or as cookie, or come from a trusted proxy that names the reader. Without either the console is on loopback, and answers
 * only to loopback names, so that no web page elsewhere can reach it by pointing a name of its own here. A request that changes
 * something must come from a page of ours, or from no page at all.
 */
final class Guard {

    private static final String COOKIE = "waybill_token";
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/login");
    private static final Pattern LOOPBACK_HOST = Pattern.compile(
            "(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final byte @Nullable [] token;
    private final @Nullable String identityHeader;
    private final Set<InetAddress> proxies;
    private final String contentSecurityPolicy;

    Guard(Access access, String contentSecurityPolicy) {
        String shown = access.token();
        this.token = shown == null ? null : shown.getBytes(StandardCharsets.UTF_8);
        this.identityHeader = access.identityHeader();
        this.proxies = access.trustedProxies().stream().map(Guard::address).collect(Collectors.toSet());
        this.contentSecurityPolicy = contentSecurityPolicy;
    }

    void check(Context context) {
        context.header("Content-Security-Policy", contentSecurityPolicy);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        if (!READING.contains(context.req().getMethod())) {
            requireOwnPage(context);
        }
        if (token == null && identityHeader == null) {
            String host = context.header("Host");
            if (host == null || !LOOPBACK_HOST.matcher(host).matches()) {
                throw Refusal.forbidden("this console answers on loopback names only: localhost or 127.0.0.1");
            }
        } else if (!OPEN.contains(context.path()) && !Pages.isPublic(context.path()) && !isAuthorised(context)) {
            throw Refusal.unauthorised(
                    token == null
                            ? "this console answers to its proxy alone: log in there"
                            : "show the console's token: header 'Authorization: Bearer TOKEN', or log in at /login");
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

    /** Browsers say which page a request comes from; other programs say nothing, and hold the token or are on this machine. */
    private static void requireOwnPage(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        String host = String.valueOf(context.header("Host"));
        boolean ownSite = site == null || site.equals("same-origin") || site.equals("none");
        boolean ownOrigin = origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
        if (!ownSite || !ownOrigin) {
            throw Refusal.forbidden("another page asked for this: nothing was changed");
        }
    }

    private boolean isLetInByProxy(Context context) {
        if (identityHeader == null) {
            return false;
        }
        String reader = context.header(identityHeader);
        return reader != null
                && !reader.isBlank()
                && proxies.contains(address(context.req().getRemoteAddr()));
    }

    /** Remote addresses and settings are numeric: nothing is asked of the name service. */
    private static InetAddress address(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + numeric, e);
        }
    }

    private boolean isAuthorised(Context context) {
        if (isLetInByProxy(context)) {
            return true;
        }
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
