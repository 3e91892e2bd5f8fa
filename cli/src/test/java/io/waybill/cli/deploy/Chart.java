package io.waybill.cli.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart in the hands of Helm itself, which runs in this process as a library. */
final class Chart {

    static final Path FOLDER = Path.of("../deploy/helm/waybill");
    /** As Chart.yaml says. */
    private static final String OLDEST_CLUSTER = "1.25.0";

    private final Path scratch;

    /** Values go through files in that folder. */
    Chart(Path scratch) {
        this.scratch = scratch;
    }

    static LintResult lint() {
        return new Helm(FOLDER.toAbsolutePath().normalize()).lint().strict().call();
    }

    /**
     * The objects that an installation would make.
     *
     * @param release its name
     * @param values over those of the chart, in JSON or YAML
     * @throws IllegalStateException with what Helm says, when it refuses
     */
    List<Yaml> render(String release, String values) throws IOException {
        Path file = Files.writeString(Files.createTempFile(scratch, "values", ".yaml"), values);
        String text = new Helm(FOLDER.toAbsolutePath().normalize())
                .template()
                .withName(release)
                .withNamespace("fleet")
                .withKubeVersion(OLDEST_CLUSTER)
                .withValuesFile(file)
                .call();
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Iterable<Object> objects = new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict)).loadAll(text);
        return StreamSupport.stream(objects.spliterator(), false)
                .filter(Objects::nonNull)
                .map(object -> new Yaml((Map<?, ?>) object))
                .toList();
    }
}
