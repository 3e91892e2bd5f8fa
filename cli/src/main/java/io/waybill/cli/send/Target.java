package io.waybill.cli.send;

import io.waybill.schemas.Topic;
import io.waybill.streams.alert.render.AlertFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go and in which form, as users write it: {@code [FORMAT=]TO}, where TO is {@code topic}, {@code http(s)://...},
 * {@code syslog+tcp://HOST:PORT} or {@code syslog+udp://HOST:PORT}.
 *
 * @param format each alert is rendered in
 * @param to {@code topic:}, or the address
 */
public record Target(AlertFormat format, URI to) {

    private static final URI TOPIC = URI.create("topic:rendered");

    private static final Map<String, AlertFormat> FORMATS = Map.of(
            "json", AlertFormat.JSONL,
            "ocsf", AlertFormat.OCSF,
            "ecs", AlertFormat.ECS,
            "cef", AlertFormat.CEF);

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException when it is none; says what is allowed
     */
    public static Target parse(String text) {
        int equals = text.indexOf('=');
        String prefix = equals < 0 ? "" : text.substring(0, equals).toLowerCase(Locale.ROOT);
        AlertFormat named = FORMATS.get(prefix);
        String rest = named == null ? text : text.substring(equals + 1);
        URI to = rest.equals("topic") ? TOPIC : address(text, rest);
        return new Target(named != null ? named : isSyslog(to) ? AlertFormat.CEF : AlertFormat.JSONL, to);
    }

    private static URI address(String text, String rest) {
        try {
            URI to = new URI(rest);
            boolean web = "http".equals(to.getScheme()) || "https".equals(to.getScheme());
            if (to.getHost() != null && (web || isSyslog(to) && to.getPort() > 0)) {
                return to;
            }
        } catch (URISyntaxException broken) {
            throw wrong(text, broken);
        }
        throw wrong(text, null);
    }

    private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no target: [json=|ocsf=|ecs=|cef=] and then topic, http(s)://..., "
                        + "syslog+tcp://HOST:PORT or syslog+udp://HOST:PORT",
                cause);
    }

    private static boolean isSyslog(URI to) {
        return "syslog+tcp".equals(to.getScheme()) || "syslog+udp".equals(to.getScheme());
    }

    /** Whether it is a topic of the same broker. */
    boolean isTopic() {
        return to.equals(TOPIC);
    }

    /** The topic of this form. */
    Topic topic() {
        return switch (format) {
            case JSONL -> Topic.ALERT_JSON;
            case OCSF -> Topic.ALERT_OCSF;
            case ECS -> Topic.ALERT_ECS;
            case CEF -> Topic.ALERT_CEF;
            case TABLE, CSV -> throw new IllegalStateException("no topic has " + format);
        };
    }

    /** Media type of the form. */
    String contentType() {
        return format == AlertFormat.CEF ? "text/plain; charset=utf-8" : "application/json";
    }

    /** As a user writes it; passwords in addresses are left out. */
    @Override
    public String toString() {
        String name = format == AlertFormat.JSONL ? "json" : format.name().toLowerCase(Locale.ROOT);
        String place = isTopic() ? "topic" : to.getScheme() + "://" + to.getHost() + port() + path();
        return name + "=" + place;
    }

    private String port() {
        return to.getPort() < 0 ? "" : ":" + to.getPort();
    }

    private String path() {
        return to.getRawPath() == null ? "" : to.getRawPath();
    }
}
