package io.waybill.cli.health;

import io.waybill.captures.Printable;
import io.waybill.cli.shell.Terminal;

/**
 * One line on a terminal that says what the pipeline waits for, such as how much of its state is rebuilt; rewritten while that
 * changes, and ended when it is ready. Nothing in a pipe, where {@code /health/ready} and the metrics say it. Used by one thread.
 */
public final class HealthLine {

    private final Terminal terminal;
    private String shown = "";

    /** On this terminal, if somebody is watching it. */
    public HealthLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows how it is now. What is ready from the beginning needs no line. */
    public void show(Health health) {
        String text = health.ready() ? "" : "pipeline  " + Printable.escape(health.detail());
        if (!terminal.interactive() || text.equals(shown)) {
            return;
        }
        String line = text.isEmpty() ? "pipeline  " + Printable.escape(health.detail()) : text;
        terminal.messages().print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        if (health.ready()) {
            terminal.messages().println();
        }
        terminal.messages().flush();
        shown = text;
    }
}
