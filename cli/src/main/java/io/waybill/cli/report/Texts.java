package io.waybill.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of the report, all in {@code report.properties}: another language is another such file. Values stand where
 * {@code {0}}, {@code {1}} and so on are.
 */
public final class Texts {

    /** Values are put in at once: a name from the network that holds such a place is not filled again. */
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Properties texts = new Properties();

    /** Loads them. */
    public Texts() {
        try (InputStream in = Objects.requireNonNull(
                        Texts.class.getResourceAsStream("report.properties"), "report.properties");
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException damaged) {
            throw new UncheckedIOException("the texts of the report cannot be read", damaged);
        }
    }

    /**
     * The text of this name with values put in.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String of(String name, String... values) {
        String text = find(name);
        if (text == null) {
            throw new IllegalArgumentException("no text " + name + " in report.properties");
        }
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))]));
    }

    /** The text of this name, or what stands for it where there is none. */
    public String orElse(String name, String fallback) {
        String text = find(name);
        return text == null ? fallback : text;
    }

    private @Nullable String find(String name) {
        return texts.getProperty(name);
    }
}
