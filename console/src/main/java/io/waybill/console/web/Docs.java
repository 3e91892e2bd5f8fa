package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.waybill.console.api.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of this version, from the jar, as HTML for the page {@code /docs}. HTML inside of the Markdown is shown as
 * text, and links are kept to harmless schemes.
 */
final class Docs {

    private static final String FOLDER = "/io/waybill/console/docs/";
    private static final String HOME = "README";
    private static final Pattern NAME = Pattern.compile("README|(?:[a-z0-9-]{1,60}/)?[a-z0-9-]{1,80}");
    private static final Pattern PICTURE = Pattern.compile("[a-z0-9-]{1,60}\\.png");
    private static final Pattern ELSEWHERE = Pattern.compile("https?://.*|#.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^# (.+)$");

    private final List<Extension> extensions = List.of(TablesExtension.create());
    private final Parser parser = Parser.builder().extensions(extensions).build();

    void routes(RoutesConfig routes) {
        routes.get("/api/docs", context -> answer(context, HOME));
        routes.get("/api/docs/<name>", context -> answer(context, context.pathParam("name")));
        routes.get("/docs/images/{file}", context -> {
            String file = context.pathParam("file");
            if (!PICTURE.matcher(file).matches()) {
                throw Refusal.notFound("no such picture", List.of());
            }
            Pages.send(context, FOLDER + "images/" + file, file, "no-cache");
        });
    }

    private void answer(Context context, String name) {
        String markdown = NAME.matcher(name).matches() ? text(name + ".md").orElse(null) : null;
        if (markdown == null) {
            throw Refusal.notFound("no such page", List.of(HOME));
        }
        Map<String, String> page = Map.of(
                "id",
                name,
                "title",
                title(markdown, name),
                "html",
                renderer(name).render(parser.parse(markdown)));
        context.contentType("application/json; charset=utf-8").result(Json.text(page));
    }

    private HtmlRenderer renderer(String page) {
        return HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (tag.equals("pre") || tag.equals("table")) {
                        attributes.put("tabindex", "0"); // wide ones scroll, by keyboard too
                    }
                    attributes.computeIfPresent("href", (name, address) -> link(page, address));
                    attributes.computeIfPresent("src", (name, address) -> picture(page, address));
                })
                .build();
    }

    private static String title(String markdown, String name) {
        Matcher heading = HEADING.matcher(markdown);
        return heading.find() ? heading.group(1).replace("`", "") : name;
    }

    /** Another page of these is shown here; what lies in the repository alone is no link. */
    private static @Nullable String link(String page, String address) {
        if (ELSEWHERE.matcher(address).matches()) {
            return address;
        }
        String target = resolved(page, address).replaceFirst("#.*", "");
        String name = target.endsWith(".md") ? target.substring(0, target.length() - 3) : "";
        return NAME.matcher(name).matches() ? "/docs?page=" + name : null;
    }

    private static String picture(String page, String address) {
        return "/docs/" + resolved(page, address);
    }

    private static String resolved(String page, String address) {
        try {
            return new URI("/" + page).resolve(new URI(address)).getPath().replaceFirst("^/+", "");
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Optional<String> text(String file) {
        try (InputStream in = Docs.class.getResourceAsStream(FOLDER + file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read docs/" + file, e);
        }
    }
}
