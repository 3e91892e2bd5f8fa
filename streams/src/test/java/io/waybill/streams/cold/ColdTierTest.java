package io.waybill.streams.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.streams.cold.ColdTier.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdTierTest {

    @TempDir
    Path disk;

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(disk)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void whatIsPutIsReadUntilItIsRemoved() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, byte[]> expected = new HashMap<>();
        List<Long> keys = new ArrayList<>();
        try (ColdTier tier = new ColdTier(disk, 1_000);
                Share share = tier.join();
                Share other = tier.join()) {
            for (int i = 0; i < 20_000; i++) {
                byte[] value = new byte[random.nextInt(2_000)];
                random.nextBytes(value);
                long key = share.put(value);
                keys.add(key);
                expected.put(key, value);
                other.put(new byte[] {1});
                if (random.nextInt(3) == 0) {
                    Long gone = keys.remove(random.nextInt(keys.size()));
                    share.remove(gone);
                    expected.remove(gone);
                }
            }
            assertThat(tier.entries()).as("seed %d", seed).isEqualTo(expected.size() + 20_000);
            assertThat(tier.written()).isEqualTo(40_000);
            expected.forEach((key, value) -> assertThat(share.get(key)).isEqualTo(value));
            assertThat(tier.read()).isEqualTo(expected.size());
            assertThat(tier.refused()).isZero();
            long gone = keys.get(0);
            share.remove(gone);
            assertThatThrownBy(() -> share.get(gone)).hasMessageContaining("is not in the cold tier");
            share.close();
            assertThat(tier.entries()).isEqualTo(20_000);
        }
    }

    @Test
    void aShareThatGoesLeavesNothingAndTheOthersMore() {
        try (ColdTier tier = new ColdTier(disk, 1_000);
                Share stays = tier.join()) {
            assertThat(stays.heapBytes()).isEqualTo(1_000);
            long kept = stays.put(new byte[] {1});
            Share goes = tier.join();
            assertThat(stays.heapBytes()).isEqualTo(500);
            long gone = goes.put(new byte[] {2});
            stays.uses(300);
            goes.uses(400);
            goes.uses(100);
            assertThat(tier.onHeap()).isEqualTo(400);

            goes.close();
            goes.close();

            assertThat(stays.heapBytes()).isEqualTo(1_000);
            assertThat(tier.entries()).isOne();
            assertThat(tier.onHeap()).isEqualTo(300);
            assertThat(stays.get(kept)).containsExactly(1);
            assertThatThrownBy(() -> goes.get(gone)).hasMessageContaining("is not in the cold tier");
        }
    }

    @Test
    void nothingIsOpenedBeforeItIsNeededAndNothingIsLeft() throws IOException {
        ColdTier tier = new ColdTier(disk, 1);
        Share share = tier.join();
        assertThat(folders()).isEmpty();
        long key = share.put(new byte[] {1});
        assertThat(folders()).hasSize(1);

        tier.close();

        assertThat(folders()).isEmpty();
        assertThatThrownBy(() -> share.get(key)).hasMessage("the cold tier is closed");
    }

    @Test
    void severalUseOneFolderAndWhatWasLeftBehindIsDeleted() throws IOException {
        Path left = Files.createDirectories(disk.resolve("cold-123"));
        Files.createFile(left.resolve("lock"));
        Files.createFile(left.resolve("000012.sst"));
        try (ColdTier first = new ColdTier(disk, 1);
                Share ofFirst = first.join()) {
            long key = ofFirst.put(new byte[] {1});
            assertThat(left).doesNotExist();
            try (ColdTier second = new ColdTier(disk, 1);
                    Share ofSecond = second.join()) {
                ofSecond.put(new byte[] {2});
                assertThat(folders()).hasSize(2);
            }
            assertThat(ofFirst.get(key)).containsExactly(1);
        }
    }

    @Test
    void theFolderOfAnotherProcessIsLeftAloneAsLongAsItLives() throws Exception {
        Path lives = Files.createDirectories(disk.resolve("cold-456"));
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lives.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            try (ColdTier tier = new ColdTier(disk, 1);
                    Share share = tier.join()) {
                share.put(new byte[] {1});
                assertThat(lives).exists();
            }
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
        try (ColdTier tier = new ColdTier(disk, 1);
                Share share = tier.join()) {
            share.put(new byte[] {1});
            assertThat(lives).as("its process was killed").doesNotExist();
        }
    }

    @Test
    void whereTheDiskTakesNothingThatIsSaidAndCounted() throws IOException {
        Path file = Files.createFile(disk.resolve("file"));
        try (ColdTier tier = new ColdTier(file, 1);
                Share share = tier.join()) {
            assertThat(share.put(new byte[] {1})).isEqualTo(Share.REFUSED);
            assertThat(share.put(new byte[] {1})).isEqualTo(Share.REFUSED);
            assertThat(tier.refused()).isEqualTo(2);
            assertThat(tier.entries()).isZero();
        }
    }
}
