package io.waybill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FULL_TRANSITIVE, shown for every version ever published: each reads what each other one wrote. */
class CompatibilityTest {

    /** Reader and writer may be exchanged, and every earlier version counts. */
    private static final SchemaValidator FULL_TRANSITIVE =
            new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

    static Stream<History> histories() throws IOException {
        return History.all();
    }

    @Test
    void everyTopicsSchemaHasAHistory() throws IOException {
        Set<String> kept = History.all().map(History::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> published = Arrays.stream(Topic.values())
                .map(Topic::schema)
                .filter(Objects::nonNull)
                .map(Schema::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kept).isEqualTo(published);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void theSchemaInUseIsTheNewestOneStored(History history) throws IOException {
        assertThat(withoutJavaHints(current(history.name())))
                .as(
                        "%s.avsc has changed: store it as src/main/history/%s/%d.avsc as well",
                        history.name(), history.name(), history.versions().size() + 1)
                .isEqualTo(history.newest());
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyVersionReadsAndIsReadByEveryOther(History history) throws SchemaValidationException {
        List<Schema> versions = history.versions();
        for (int i = 0; i < versions.size(); i++) {
            List<Schema> others = new ArrayList<>(versions);
            others.remove(i);
            FULL_TRANSITIVE.validate(versions.get(i), others);
        }
        assertThat(versions).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyFieldOfEveryVersionIsDocumented(History history) {
        history.versions().forEach(version -> assertDocumented(version, new TreeSet<>()));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void recordsOfEveryVersionAreReadWithTheCurrentSchemaAndTheOtherWayRound(History history) throws IOException {
        Schema now = history.newest();
        for (Schema then : history.versions()) {
            assertThat(reread(then, now)).isNotNull();
            assertThat(reread(now, then)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "subject", "samples"})
    void aFieldWithoutDefaultCannotGo(String field) throws IOException {
        Schema alert = current("Alert");
        Schema without = withFields(
                alert,
                alert.getFields().stream()
                        .filter(each -> !each.name().equals(field))
                        .map(each -> new Schema.Field(each, each.schema()))
                        .toList());

        assertThatExceptionOfType(SchemaValidationException.class)
                .isThrownBy(() -> FULL_TRANSITIVE.validate(without, List.of(alert)));
    }

    @Test
    void aFieldWithoutDefaultCannotComeAndOneWithDefaultCan() throws IOException {
        Schema alert = current("Alert");
        Schema.Field bare = new Schema.Field("extra", Schema.create(Schema.Type.LONG), "More.");
        Schema.Field optional = new Schema.Field("extra", Schema.create(Schema.Type.LONG), "More.", 0L);

        assertThatExceptionOfType(SchemaValidationException.class)
                .isThrownBy(() -> FULL_TRANSITIVE.validate(with(alert, bare), List.of(alert)));
        assertThatCode(() -> FULL_TRANSITIVE.validate(with(alert, optional), List.of(alert)))
                .doesNotThrowAnyException();
    }

    @Test
    void aChangedTypeIsRefusedThoughOnlyOneDirectionBreaks() throws IOException {
        Schema alert = current("Alert");
        Schema narrowed = withFields(
                alert,
                alert.getFields().stream()
                        .map(each -> each.name().equals("samples")
                                ? new Schema.Field("samples", Schema.create(Schema.Type.INT), "Fewer.")
                                : new Schema.Field(each, each.schema()))
                        .toList());

        assertThatExceptionOfType(SchemaValidationException.class)
                .isThrownBy(() -> FULL_TRANSITIVE.validate(narrowed, List.of(alert)));
    }

    private static Schema current(String name) {
        return Arrays.stream(Topic.values())
                .map(Topic::schema)
                .filter(schema -> schema != null && schema.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The generated class carries {@code avro.java.string} on its texts; the contract does not. */
    private static Schema withoutJavaHints(Schema schema) {
        return new Schema.Parser()
                .parse(schema.toString()
                        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                        .replace(",\"avro.java.string\":\"String\"", ""));
    }

    private static Schema with(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = new ArrayList<>(schema.getFields().stream()
                .map(each -> new Schema.Field(each, each.schema()))
                .toList());
        fields.add(field);
        return withFields(schema, fields);
    }

    private static Schema withFields(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static Object reread(Schema writer, Schema reader) throws IOException {
        Object sample = new Samples(7).of(writer);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(writer).write(sample, encoder);
        encoder.flush();
        Object read = new GenericDatumReader<>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        assertThat(GenericData.get().validate(reader, read)).isTrue();
        return read;
    }

    private static void assertDocumented(Schema schema, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
                    for (Schema.Field field : schema.getFields()) {
                        assertThat(field.doc())
                                .as(schema.getFullName() + "." + field.name())
                                .isNotBlank();
                        assertDocumented(field.schema(), seen);
                    }
                }
            }
            case ENUM -> {
                assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
                assertThat(schema.getEnumDefault())
                        .as(schema.getFullName() + " needs a default, so that symbols can be added")
                        .isNotNull();
            }
            case ARRAY -> assertDocumented(schema.getElementType(), seen);
            case MAP -> assertDocumented(schema.getValueType(), seen);
            case UNION -> schema.getTypes().forEach(each -> assertDocumented(each, seen));
            default -> {
                // a plain value has nothing to document
            }
        }
    }
}
