package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.DeviceView.Mark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {

    private static DeviceLifecycle lifecycle(long time, LifecycleKind kind, String id) {
        return DeviceLifecycle.newBuilder()
                .setEventId(id)
                .setDeviceId("phone")
                .setTime(Instant.ofEpochMilli(time))
                .setKind(kind)
                .setFirmware("B")
                .setApp("com.app")
                .setSetting("cloud")
                .setSettingValue("off")
                .build();
    }

    @ParameterizedTest(name = "{0} at {1}, from behind 100 up to 200: {2}")
    @CsvSource({
        "FACTORY_RESET, 100, false",
        "FACTORY_RESET, 101, true",
        "FACTORY_RESET, 200, true",
        "FACTORY_RESET, 201, false",
        "FIRMWARE_INSTALLED, 150, true",
        "APP_REMOVED, 150, true",
        "APP_INSTALLED, 150, false",
        "SETTING_CHANGED, 150, false",
        "OTHER, 150, false"
    })
    void aResetBetweenTwoTimes(LifecycleKind kind, long time, boolean reset) {
        Marks marks = new Marks();
        marks.add(lifecycle(time, kind, "e"));

        assertThat(marks.hasResetWithin(100, 200)).isEqualTo(reset);
    }

    @ParameterizedTest
    @CsvSource({
        "FIRMWARE_INSTALLED, B",
        "APP_INSTALLED, com.app",
        "APP_REMOVED, com.app",
        "SETTING_CHANGED, cloud=off",
        "FACTORY_RESET, ''",
        "OTHER, ''"
    })
    void eachKindHasItsDetail(LifecycleKind kind, String detail) {
        Marks marks = new Marks();
        marks.add(lifecycle(1, kind, "e"));

        assertThat(marks.toList()).containsExactly(new Mark(1, kind, detail, "e"));
    }

    @Test
    void theSameAgainIsKnownAndOrderDoesNotShow() {
        Marks marks = new Marks();
        assertThat(marks.isEmpty()).isTrue();
        assertThat(marks.add(lifecycle(5, LifecycleKind.FIRMWARE_INSTALLED, "b")))
                .isTrue();
        assertThat(marks.add(lifecycle(5, LifecycleKind.FIRMWARE_INSTALLED, "b")))
                .isFalse();
        assertThat(marks.add(lifecycle(5, LifecycleKind.FACTORY_RESET, "a"))).isTrue();
        assertThat(marks.add(lifecycle(3, LifecycleKind.OTHER, "c"))).isTrue();

        assertThat(marks.toList()).extracting(Mark::eventId).containsExactly("c", "a", "b");
        assertThat(marks.isEmpty()).isFalse();
        Builds builds = marks.with(Builds.NONE.with(1, "A"));
        assertThat(builds.size()).isEqualTo(2);
        assertThat(builds.begunAt(5)).isEqualTo("B");
        ByteWriter out = new ByteWriter(16);
        marks.writeTo(out);
        Marks restored = new Marks();
        restored.add(lifecycle(9, LifecycleKind.OTHER, "gone"));
        restored.restore(new ByteReader(out.toBytes()));
        assertThat(restored.toList()).isEqualTo(marks.toList());
        marks.clear();
        assertThat(marks.toList()).isEqualTo(List.of());
    }

    @Test
    void theLatestAreKept() {
        Marks marks = new Marks();
        for (int i = Marks.LIMIT; i >= 1; i--) {
            assertThat(marks.isFull()).isFalse();
            marks.add(lifecycle(i, LifecycleKind.OTHER, "e" + i));
        }
        assertThat(marks.isFull()).isTrue();
        assertThat(marks.toList()).hasSize(Marks.LIMIT);

        marks.add(lifecycle(5_000, LifecycleKind.OTHER, "new"));
        marks.add(lifecycle(0, LifecycleKind.OTHER, "old"));

        assertThat(marks.toList())
                .hasSize(Marks.LIMIT)
                .first()
                .extracting(Mark::time)
                .isEqualTo(2L);
    }
}
