package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Main;
import io.waybill.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Wherever the documentation writes {@code ./waybill SOMETHING --option}, the command and the option exist. */
class DocumentedOptionsTest {

    private static final Pattern CALL = Pattern.compile("\\./waybill ((?:[^`|;&\\n\\\\]|\\\\\\n)*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z0-9-]*|-[a-zA-Z])(?![\\w-])");

    static Stream<Page> pages() {
        return Page.all().stream()
                .filter(page -> CALL.matcher(page.text()).find() && !page.path().endsWith("CHANGELOG.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void calls_name_commands_and_options_that_exist(Page page) {
        List<String> unknown = new ArrayList<>();
        Matcher call = CALL.matcher(page.text());
        while (call.find()) {
            String words = call.group(1).replace("\\\n", " ").replaceAll(" #.*", "");
            CommandLine command = command(words);
            if (command == null) {
                unknown.add("./waybill " + words);
                continue;
            }
            Matcher option = OPTION.matcher(words);
            while (option.find()) {
                if (command.getCommandSpec().findOption(option.group(1)) == null) {
                    unknown.add(option.group(1) + " in ./waybill " + words);
                }
            }
        }
        assertThat(unknown)
                .as("calls in %s that the program does not know", page)
                .isEmpty();
    }

    /** The innermost command that the words name, or null when the first word names none. */
    private static CommandLine command(String words) {
        CommandLine command = new Main(nowhere()).commands();
        boolean found = false;
        for (String word : words.strip().split("\\s+")) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                return found || word.startsWith("-") || word.matches("[A-Z]*") ? command : null;
            }
            command = next;
            found = true;
        }
        return command;
    }

    private static Terminal nowhere() {
        return new Terminal(
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false);
    }
}
