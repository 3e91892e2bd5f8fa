package io.waybill.captures.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.InputProblem;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spreadsheets write a mark before UTF-8; a file with it reads as one without. */
class ByteOrderMarkTest {

    private final List<InputProblem> problems = new ArrayList<>();

    private byte[] read(byte[] file) throws IOException {
        return new UnpackedStream("f", new ByteArrayInputStream(file), 100, problems::add).readAllBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "\ufeffa, a",
        "\ufeff\ufeffa, \ufeffa",
        "\ufeff, ''",
        "a\ufeff, a\ufeff",
        "a, a",
        "'', ''",
        "\ufefe, \ufefe",
        "\u00ef, \u00ef",
    })
    void isPassedOverOnceAtTheBeginning(String text, String read) throws IOException {
        assertThat(read(utf8(text))).isEqualTo(utf8(read));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "the first {0} bytes")
    @ValueSource(ints = {1, 2})
    void aPartOfItIsKept(int bytes) throws IOException {
        byte[] part = Arrays.copyOf(utf8("\ufeff"), bytes);

        assertThat(read(part)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_id,serial\nphone-1,S1\n", "{\"deviceId\":\"phone-1\"}\n"})
    void anInventoryReadsWithAndWithout(String inventory) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(utf8("\ufeff" + inventory));
        }
        assertThat(read(packed.toByteArray())).isEqualTo(utf8(inventory));

        for (String mark : new String[] {"", "\ufeff"}) {
            Inventory read =
                    Inventory.read(new ByteArrayInputStream(utf8(mark + inventory)), "inventory", problems::add);
            assertThat(problems).isEmpty();
            assertThat(read.profiles()).extracting(DeviceProfile::getDeviceId).containsExactly("phone-1");
        }
    }
}
