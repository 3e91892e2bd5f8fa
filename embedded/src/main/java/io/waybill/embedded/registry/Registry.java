package io.waybill.embedded.registry;

import io.confluent.kafka.schemaregistry.CompatibilityChecker;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the registry does. Thread-safe: one request at a time, a change is in the log before it is seen. */
final class Registry {

    /** Versions held at most; a fleet's topics have a few dozen. */
    static final int MAX_VERSIONS = 10_000;

    private final SchemaTable table = new SchemaTable();
    private final SchemaLog log;

    private Registry(SchemaLog log) {
        this.log = log;
    }

    /** A registry that knows what the log holds. */
    static Registry over(SchemaLog log) throws IOException {
        Registry registry = new Registry(log);
        log.replay(registry::apply);
        return registry;
    }

    private void apply(LogRecord change) {
        if (change instanceof LogRecord.Version version) {
            table.put(version.stored());
        } else if (change instanceof LogRecord.Level level) {
            if (level.subject() != null) {
                table.setLevel(level.subject(), level.level());
            } else if (level.level() != null) {
                table.setGlobalLevel(level.level());
            }
        }
    }

    private void change(LogRecord change) throws IOException {
        log.append(change);
        apply(change);
    }

    /** Registers a schema, or finds it registered already. */
    synchronized StoredSchema register(String subject, AvroSchema schema) throws RegistryException, IOException {
        Optional<StoredSchema> present = find(subject, schema, false);
        if (present.isPresent()) {
            return present.get();
        }
        List<String> reasons = incompatibilities(subject, schema, table.versions(subject, false));
        if (!reasons.isEmpty()) {
            throw RegistryException.incompatible(subject, String.join("; ", reasons));
        }
        if (table.size() >= MAX_VERSIONS) {
            throw RegistryException.full(MAX_VERSIONS);
        }
        String text = schema.canonicalString();
        StoredSchema stored = new StoredSchema(subject, table.nextVersion(subject), table.idFor(text), text, false);
        change(new LogRecord.Version(stored));
        return stored;
    }

    /** The version under which this very schema is registered. */
    synchronized StoredSchema lookUp(String subject, AvroSchema schema, boolean withDeleted) throws RegistryException {
        versions(subject, withDeleted);
        return find(subject, schema, withDeleted).orElseThrow(RegistryException::noSchema);
    }

    private Optional<StoredSchema> find(String subject, AvroSchema schema, boolean withDeleted) {
        String text = schema.canonicalString();
        return table.versions(subject, withDeleted).stream()
                .filter(stored -> stored.schema().equals(text))
                .findFirst();
    }

    /** Why records of this schema and of earlier ones would not be read by each other, at the subject's level. */
    synchronized List<String> incompatibilities(String subject, AvroSchema schema, List<StoredSchema> earlier) {
        List<ParsedSchemaHolder> holders = new ArrayList<>();
        for (StoredSchema stored : earlier) {
            holders.add(new SimpleParsedSchemaHolder(new AvroSchema(stored.schema())));
        }
        return CompatibilityChecker.checker(level(subject)).isCompatibleWithHolders(schema, holders);
    }

    synchronized List<String> subjects(boolean withDeleted) {
        return table.subjects(withDeleted);
    }

    /** Versions of a subject, oldest first, at least one. */
    synchronized List<StoredSchema> versions(String subject, boolean withDeleted) throws RegistryException {
        List<StoredSchema> versions = table.versions(subject, withDeleted);
        if (versions.isEmpty()) {
            throw RegistryException.noSubject(subject);
        }
        return versions;
    }

    /**
     * One version.
     *
     * @param version a number from 1, {@code latest}, or {@code -1} for the same
     */
    synchronized StoredSchema version(String subject, String version, boolean withDeleted) throws RegistryException {
        List<StoredSchema> versions = versions(subject, withDeleted);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        int wanted = number(version);
        return versions.stream()
                .filter(stored -> stored.version() == wanted)
                .findFirst()
                .orElseThrow(() -> RegistryException.noVersion(version));
    }

    private static int number(String version) throws RegistryException {
        try {
            int number = Integer.parseInt(version);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw RegistryException.invalidVersion(version);
        }
        throw RegistryException.invalidVersion(version);
    }

    synchronized String schema(int id) throws RegistryException {
        return table.schema(id).orElseThrow(RegistryException::noSchema);
    }

    synchronized List<StoredSchema> withId(int id) throws RegistryException {
        schema(id);
        return table.withId(id);
    }

    /** Hides these versions from listings; their ids stay readable. */
    synchronized void delete(List<StoredSchema> versions) throws IOException {
        for (StoredSchema stored : versions) {
            change(new LogRecord.Version(stored.asDeleted()));
        }
    }

    synchronized CompatibilityLevel globalLevel() {
        return table.globalLevel();
    }

    /** The level that holds for a subject: its own, else the global one. */
    synchronized CompatibilityLevel level(String subject) {
        return table.level(subject).orElse(table.globalLevel());
    }

    synchronized CompatibilityLevel ownLevel(String subject) throws RegistryException {
        return table.level(subject).orElseThrow(() -> RegistryException.noSubjectLevel(subject));
    }

    synchronized void setGlobalLevel(String name) throws RegistryException, IOException {
        change(new LogRecord.Level(null, parse(name)));
    }

    synchronized void setLevel(String subject, String name) throws RegistryException, IOException {
        change(new LogRecord.Level(subject, parse(name)));
    }

    synchronized void removeLevel(String subject) throws IOException {
        change(new LogRecord.Level(subject, null));
    }

    private static CompatibilityLevel parse(String name) throws RegistryException {
        CompatibilityLevel level = CompatibilityLevel.forName(name.toUpperCase(Locale.ROOT));
        if (level == null) {
            throw RegistryException.invalidLevel(name);
        }
        return level;
    }
}
