package io.waybill.testkit.traffic;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The everyday network: services, what phones do with them by themselves, and popular apps. Read from the tables beside this
 * class. Immutable.
 */
public final class Catalogue {

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final List<Routine> routines;
    private final List<App> apps;

    private Catalogue() {
        routines = read("routines.csv", Catalogue::routine);
        read("services.csv", this::service).forEach(service -> services.put(service.id(), service));
        apps = read("apps.csv", Catalogue::app);
    }

    /** The tables that come with the simulator. */
    public static Catalogue standard() {
        return new Catalogue();
    }

    /** All services, in the order of the table. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    /** Popular apps, in the order of the table. */
    public List<App> apps() {
        return apps;
    }

    List<Routine> routines() {
        return routines;
    }

    Service service(String id) {
        return Objects.requireNonNull(services.get(id), () -> "no service " + id);
    }

    private static <T> List<T> read(String table, Function<NamedCsvRecord, T> row) {
        try (InputStream in = Catalogue.class.getResourceAsStream(table);
                Reader text = new InputStreamReader(Objects.requireNonNull(in, table), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            return csv.stream().map(row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Service service(NamedCsvRecord row) {
        String protocol = row.getField("protocol");
        return new Service(
                row.getField("id"),
                words(row.getField("hosts"), "\\|"),
                networks(row.getField("ipv4")),
                networks(row.getField("ipv6")),
                Integer.parseInt(row.getField("port")),
                Transport.valueOf(row.getField("transport")),
                protocol.isEmpty() ? null : protocol,
                number(row, "sent"),
                number(row, "received"),
                number(row, "sigma"),
                number(row, "duration_ms"),
                !ofOneMaker(row.getField("id")));
    }

    /** A nameless address that one maker's phones alone contact could not be told from a story's: such names are never missed. */
    private boolean ofOneMaker(String service) {
        return routines.stream()
                .anyMatch(routine ->
                        routine.service().equals(service) && routine.who().startsWith("maker:"));
    }

    private static Routine routine(NamedCsvRecord row) {
        String app = row.getField("app");
        return new Routine(
                row.getField("service"),
                row.getField("for"),
                Routine.Rhythm.valueOf(row.getField("rhythm").toUpperCase(Locale.ROOT)),
                Long.parseLong(row.getField("every_s")),
                number(row, "jitter"),
                number(row, "share"),
                app.isEmpty() ? null : app);
    }

    private static App app(NamedCsvRecord row) {
        List<String> services = words(row.getField("services"), " ").stream()
                .flatMap(weighted -> {
                    String[] parts = weighted.split(":", 2);
                    return Collections.nCopies(Integer.parseInt(parts[1]), parts[0]).stream();
                })
                .toList();
        return new App(
                row.getField("android"),
                row.getField("ios"),
                number(row, "popularity"),
                number(row, "contacts"),
                services);
    }

    private static List<Network> networks(String cell) {
        return words(cell, " ").stream().map(Network::parse).toList();
    }

    private static List<String> words(String cell, String separator) {
        return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(separator));
    }

    private static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }
}
