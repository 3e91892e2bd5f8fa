package io.waybill.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directions of the house: dependencies point up the list of modules, detection and decoding know no Kafka. */
@Tag("slow")
class ArchitectureTest {

    /** In the order of the root pom. */
    private static final List<String> ROOMS = List.of(
            "schemas", "registry", "embedded", "captures", "streams", "console", "testkit", "benchmarks", "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.waybill");

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_knows_only_rooms_before_it(String room) {
        String[] later = IntStream.range(ROOMS.indexOf(room) + 1, ROOMS.size())
                .mapToObj(i -> "io.waybill." + ROOMS.get(i) + "..")
                .toArray(String[]::new);
        if (later.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage("io.waybill." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(CLASSES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.waybill.streams.detect..", "io.waybill.captures.."})
    void detection_and_decoding_know_no_kafka(String pure) {
        noClasses()
                .that()
                .resideInAPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.confluent..")
                .check(CLASSES);
    }

    @Test
    void the_rooms_of_the_command_make_no_circle() {
        slices().matching("io.waybill.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_rooms_of_the_pipeline_make_no_circle() {
        slices().matching("io.waybill.streams.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_rooms_of_the_console_make_no_circle() {
        slices().matching("io.waybill.console.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
