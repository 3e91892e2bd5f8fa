package io.waybill.captures.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureFormats;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A format without fuzz target does not get into the house. */
class FuzzTargetsTest {

    private static final List<String> CLASSES =
            List.of("io.waybill.captures.fuzz.LogReadersFuzzTest", "io.waybill.captures.packet.CaptureFuzzTest");

    private static List<String> targets(String className) {
        try {
            return Arrays.stream(Class.forName(className).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .map(Method::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code android-network} is the target {@code androidNetwork}. */
    private static String target(CaptureFormat format) {
        String[] words = format.name().split("-");
        StringBuilder name = new StringBuilder(words[0]);
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    @Test
    void everyFormatHasATarget() {
        Set<String> targets =
                CLASSES.stream().flatMap(name -> targets(name).stream()).collect(Collectors.toSet());

        assertThat(targets)
                .containsAll(
                        CaptureFormats.ALL.stream().map(FuzzTargetsTest::target).toList());
    }
}
