package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.part.Part;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which contacts are on the heap, and that nobody can tell. */
class TiersTest {

    private static final long BEGIN = 1_772_445_600_000L;
    private static final BookSettings SETTINGS = BookSettings.CASE;

    @TempDir
    Path disk;

    private int events;

    private void contact(DeviceBook book, int device, int site) {
        events++;
        DeviceConnection event = Events.connection("device-" + device, "capture-" + events, BEGIN + events * 1_000L)
                .build();
        Events.apply(book, event, new Destination("site" + site + ".com", DestinationKind.SITE), Location.UNKNOWN);
    }

    @Test
    void contactsOnTheHeapStayWithinTheBound() {
        long bound = 200_000;
        try (ColdTier tier = new ColdTier(disk, bound);
                DeviceBook book = new DeviceBook(SETTINGS, tier)) {
            for (int i = 0; i < 20_000; i++) {
                contact(book, i % 100, i / 100);
                assertThat(tier.onHeap()).isLessThan(bound);
            }
            assertThat(tier.entries()).isGreaterThan(19_000);
            assertThat(tier.read()).as("nobody came back").isZero();
        }
    }

    @Test
    void aPairThatIsHeardOfAllTheTimeStaysOnTheHeap() {
        try (ColdTier tier = new ColdTier(disk, 50_000);
                DeviceBook book = new DeviceBook(SETTINGS, tier)) {
            for (int i = 0; i < 20_000; i++) {
                contact(book, 1 + i % 10, i);
                if (i % 40 == 0) {
                    contact(book, 0, 0);
                }
            }
            assertThat(tier.entries()).isGreaterThan(19_000);
            assertThat(tier.read()).isZero();
        }
    }

    @Test
    void aContactOfAPairOnDiskBringsItBack() {
        try (ColdTier tier = new ColdTier(disk, 1);
                DeviceBook book = new DeviceBook(SETTINGS, tier)) {
            for (int i = 0; i < 1_000; i++) {
                contact(book, 0, i);
            }
            long onDisk = tier.entries();
            assertThat(tier.read()).isZero();
            contact(book, 0, 0);
            contact(book, 0, 0);
            assertThat(tier.read()).isOne();
            assertThat(tier.entries()).isEqualTo(onDisk - 1);
            for (int i = 0; i < 200; i++) {
                contact(book, 1, i);
            }
            assertThat(tier.entries()).as("and it goes again").isGreaterThan(onDisk + 100);
            contact(book, 0, 0);
            assertThat(tier.read()).isEqualTo(2);
        }
    }

    @Test
    void whereAllAreInUseSomeGoAllTheSame() {
        long bound = 40_000;
        try (ColdTier tier = new ColdTier(disk, bound);
                DeviceBook book = new DeviceBook(SETTINGS, tier)) {
            for (int i = 0; i < 3_000; i++) {
                contact(book, 0, i);
                contact(book, 0, i);
                assertThat(tier.onHeap()).isLessThan(bound);
            }
            assertThat(tier.entries()).isGreaterThan(2_500);
        }
    }

    @Test
    void aHistoryIsTheSameFromItsBytes() {
        ContactHistory history = new ContactHistory();
        ByteWriter scratch = new ByteWriter(16);
        for (int window : new int[] {3, 1, 3, 7, 3}) {
            history.cells().add(window * 3_600_000L);
            history.log().append(window * 3_600_000L + 5, 0, window, new byte[] {0, 2, 4}, 0, 3, scratch);
        }
        history.firstAt = 9;
        history.lastAt = 21;
        ByteWriter out = new ByteWriter(16);
        history.writeTo(out);
        ByteWriter again = new ByteWriter(16);

        ContactHistory read = ContactHistory.read(out.toBytes());

        read.writeTo(again);
        assertThat(again.toBytes()).isEqualTo(out.toBytes());
        assertThat(read.log().rows()).isEqualTo(5);
        assertThat(read.cells().size()).isEqualTo(3);
        assertThat(read.cells().rowsIn(3 * 3_600_000L)).isEqualTo(3);
        assertThat(read.cells().rowsIn(7 * 3_600_000L)).isEqualTo(1);
        assertThat(read.firstAt).isEqualTo(9);
        assertThat(read.lastAt).isEqualTo(21);
        long before = history.grown();
        assertThat(before).isGreaterThan(200);
        assertThat(history.grown()).isZero();
        history.cells().add(9 * 3_600_000L);
        history.cells().add(10 * 3_600_000L);
        assertThat(history.grown()).isPositive();
        assertThat(history.unnoted()).isGreaterThan(before);
    }

    @Test
    void nothingIsLeftOfADeviceThatIsForgotten() {
        try (ColdTier tier = new ColdTier(disk, 30_000);
                DeviceBook book = new DeviceBook(SETTINGS, tier)) {
            for (int i = 0; i < 5_000; i++) {
                contact(book, i % 10, i / 10);
            }
            assertThat(tier.entries()).isGreaterThan(4_000);
            for (int i = 0; i < 10; i++) {
                book.forget("device-" + i);
            }
            assertThat(tier.entries()).isZero();
            for (int i = 0; i < 64; i++) {
                contact(book, 99, 0);
            }
            assertThat(tier.onHeap()).as("what is left is one pair").isBetween(500L, 6_000L);
        }
    }

    @Test
    void aBookThatIsClosedGivesBackWhatItHas() {
        try (ColdTier tier = new ColdTier(disk, 10_000)) {
            DeviceBook book = new DeviceBook(SETTINGS, tier);
            for (int i = 0; i < 1_000; i++) {
                contact(book, 0, i);
            }
            assertThat(tier.entries()).isPositive();
            book.close();
            assertThat(tier.entries()).isZero();
            assertThat(tier.onHeap()).isZero();
        }
    }

    @Test
    void whereTheDiskTakesNothingAllIsToldTheSame() throws IOException {
        Path file = Files.createFile(disk.resolve("file"));
        try (ColdTier refusing = new ColdTier(file, 1);
                ColdTier taking = new ColdTier(disk, 1)) {
            List<Part> onHeap = told(refusing);
            assertThat(refusing.refused()).isPositive();
            assertThat(told(taking)).isEqualTo(onHeap);
            assertThat(taking.entries()).isPositive();
        }
    }

    private List<Part> told(ColdTier tier) {
        DeviceBook book = new DeviceBook(SETTINGS, tier);
        events = 0;
        for (int i = 0; i < 3_000; i++) {
            contact(book, i % 7, i % 500);
        }
        return book.tell(0, Long.MAX_VALUE, List.of());
    }
}
