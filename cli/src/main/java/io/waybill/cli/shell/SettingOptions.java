package io.waybill.cli.shell;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.cli.config.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where settings come from; mixed into the commands that have any. */
public final class SettingOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings. Default: $WAYBILL_CONFIG, else ./" + ConfigSources.USUAL_FILE + " where there is one")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any setting of docs/configuration.md; no secrets, other users of this machine see them.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /**
     * All settings, with further flags of the command in front of everything else.
     *
     * @param flags those of the command
     * @throws io.waybill.cli.config.InvalidConfigurationException when they cannot be used
     */
    public Config config(Flags flags) {
        Map<String, Given> given = new TreeMap<>();
        settings.forEach((name, value) -> given.put(name, new Given(value, "flag --set")));
        given.putAll(flags.given());
        return Config.of(ConfigSources.read(file(), System.getenv(), given));
    }

    private @Nullable Path file() {
        if (file != null) {
            return file;
        }
        String named = System.getenv("WAYBILL_CONFIG");
        if (named != null) {
            return Path.of(named);
        }
        Path usual = Path.of(ConfigSources.USUAL_FILE);
        return Files.exists(usual) ? usual : null;
    }
}
