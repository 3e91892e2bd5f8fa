package io.waybill.cli.docs;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Renders what the commands say of themselves as a page. */
final class CommandReference {

    private static final String HEAD = """
            # Commands

            What `./waybill COMMAND --help` prints, for every command. This page is generated: a test compares it with the program,
            and `mvn -pl cli -am test -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwaybill.write-references`
            writes it anew.

            Results go to standard output and nothing else does; what is said about them goes to standard error. `-v` logs what
            happens, `-vv` what the libraries do as well. Exit codes are the same everywhere:

            | code | meaning |
            |---|---|
            | 0 | done |
            | 1 | ran, but some input was unusable or a check came out negative |
            | 2 | wrong usage |
            | 3 | could not run |
            """;

    private CommandReference() {}

    static String of(CommandLine waybill) {
        StringBuilder page = new StringBuilder(HEAD);
        for (CommandLine command : List.copyOf(waybill.getSubcommands().values())) {
            append(command, page);
        }
        return page.toString();
    }

    private static void append(CommandLine command, StringBuilder page) {
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage().width(100).autoWidth(false).exitCodeListHeading("").exitCodeList(Map.of());
        page.append("\n## ").append(spec.qualifiedName()).append("\n\n```\n");
        command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .forEach(line -> page.append(line).append('\n'));
        page.append("```\n");
        command.getSubcommands().values().forEach(inner -> append(inner, page));
    }
}
