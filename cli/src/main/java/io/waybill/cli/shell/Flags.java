package io.waybill.cli.shell;

import io.waybill.cli.config.Given;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings that flags of a command give; they win over file and environment. For one thread. */
public final class Flags {

    private final Map<String, Given> given = new TreeMap<>();

    /**
     * A setting that has a flag of its own.
     *
     * @param setting its name, of {@link io.waybill.cli.config.ConfigTable}
     * @param flag as users write it, {@code --data}; messages about the value name it
     * @param value null where the flag was not used, which leaves the setting to others
     */
    public Flags with(String setting, String flag, @Nullable Object value) {
        if (value != null) {
            given.put(setting, new Given(value.toString(), "flag " + flag));
        }
        return this;
    }

    /** What was given, by name of the setting. */
    Map<String, Given> given() {
        return given;
    }
}
