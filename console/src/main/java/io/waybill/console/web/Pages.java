package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.waybill.console.api.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The pages and what they load: our own modules, and Lit and ECharts as they lie in their jars. One HTML page serves every
 * address of a page; which one it shows is up to the address. The import map is the only inline script and is allowed by its
 * hash, so that nothing else can be.
 */
final class Pages {

    private static final String HOME = "/io/waybill/console/web/";
    private static final Pattern SAFE =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final List<String> ADDRESSES = List.of(
            "/",
            "/models",
            "/model",
            "/destinations",
            "/destination",
            "/devices",
            "/device",
            "/alerts",
            "/alert",
            "/cases",
            "/flows",
            "/compare",
            "/rules",
            "/docs",
            "/about");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "png", "image/png",
            "html", "text/html; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private final Properties vendors;
    private final String importMap;
    private final String index;
    private final String tag;

    Pages(String version) {
        this.vendors = vendors();
        this.importMap = importMap(vendors);
        this.index = text("index.html").replace("{{importmap}}", importMap);
        this.tag = '"'
                + version.replaceAll("[^A-Za-z0-9.-]", "")
                + '-'
                + Digests.sha256(index).substring(0, 12)
                + '"';
    }

    /** What needs no token: the login page's own looks. */
    static boolean isPublic(String path) {
        return path.equals("/web/login.css") || path.equals("/web/icon.svg");
    }

    String contentSecurityPolicy() {
        return "default-src 'none'; script-src 'self' 'sha256-" + Digests.sha256(importMap)
                + "'; style-src 'self'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    void routes(RoutesConfig routes) {
        for (String address : ADDRESSES) {
            routes.get(
                    address,
                    context -> context.contentType("text/html; charset=utf-8")
                            .header("Cache-Control", "no-cache")
                            .result(index));
        }
        routes.get("/favicon.ico", context -> send(context, HOME + "icon.svg", "icon.svg", "no-cache"));
        routes.get("/web/<file>", context -> {
            context.header("ETag", tag);
            String file = safe(context.pathParam("file"));
            send(context, HOME + file, file, "no-cache");
        });
        routes.get("/vendor/{name}/{version}/<file>", context -> {
            String file = safe(context.pathParam("file"));
            String name = context.pathParam("name");
            String version = vendors.getProperty(name);
            if (version == null || !version.equals(context.pathParam("version"))) {
                throw Refusal.notFound("no such library", List.of());
            }
            String folder = vendors.getProperty(name + ".folder", name);
            String path = "/META-INF/resources/_static/" + folder + "/" + version + "/" + file;
            send(context, path, file, "public, max-age=31536000, immutable");
        });
    }

    static String text(String file) {
        try (InputStream in = Pages.class.getResourceAsStream(HOME + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the console's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static void send(Context context, String resource, String file, String caching) throws IOException {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        try (InputStream in = type == null ? null : Pages.class.getResourceAsStream(resource)) {
            if (in == null || file.equals("vendor.properties")) {
                throw Refusal.notFound("no such file", List.of());
            }
            context.contentType(String.valueOf(type))
                    .header("Cache-Control", caching)
                    .result(in.readAllBytes());
        }
    }

    static String safe(String file) {
        if (!SAFE.matcher(file).matches()) {
            throw Refusal.notFound("no such file", List.of());
        }
        return file;
    }

    private static String importMap(Properties vendors) {
        Map<String, String> imports = new LinkedHashMap<>();
        for (String name : List.of("lit", "lit-html", "lit-element", "reactive-element")) {
            String specifier = vendors.getProperty(name + ".specifier", name);
            String folder = "/vendor/" + name + "/" + vendors.getProperty(name) + "/";
            imports.put(specifier, folder + vendors.getProperty(name + ".main", "index.js"));
            imports.put(specifier + "/", folder);
        }
        imports.put("echarts", "/vendor/echarts/" + vendors.getProperty("echarts") + "/dist/echarts.esm.min.mjs");
        return Json.text(Map.of("imports", imports));
    }

    private static Properties vendors() {
        Properties vendors = new Properties();
        try {
            vendors.load(new StringReader(text("vendor.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read vendor.properties", e);
        }
        return vendors;
    }
}
