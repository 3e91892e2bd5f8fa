package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.topics.AsyncApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code waybill topics asyncapi}: the contracts, without asking a broker. */
@Command(name = "asyncapi", description = "Print topics and schemas as an AsyncAPI 3.0 document.")
public final class TopicsAsyncApiCommand implements Callable<Integer> {

    private final Terminal terminal;

    TopicsAsyncApiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        terminal.results().write(AsyncApi.text().getBytes(StandardCharsets.UTF_8));
        return ExitCode.DONE;
    }
}
