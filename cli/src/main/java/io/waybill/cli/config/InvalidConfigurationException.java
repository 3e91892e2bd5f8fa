package io.waybill.cli.config;

import java.util.List;

/** The configuration cannot be used; says everything that is wrong with it, one sentence each. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** With at least one problem. */
    public InvalidConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, without values of secrets. */
    public List<String> problems() {
        return problems;
    }
}
