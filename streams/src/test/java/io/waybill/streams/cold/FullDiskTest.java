package io.waybill.streams.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.streams.cold.ColdTier.Share;
import io.waybill.streams.fault.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full, and then is not. */
@Tag("slow")
@Timeout(120)
class FullDiskTest {

    private static final int DISK_MB = 64;
    private static final int FILLER_MB = 48;
    private static final int ENTRY_BYTES = 64 << 10;

    @Test
    void whatIsOnAFullDiskIsReadAndWithRoomItTakesMore(@TempDir Path folder) throws Exception {
        assumeTrue(SmallDisk.isPossible(), "mounting a small disk takes the superuser");
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, byte[]> kept = new HashMap<>();
        Path place = Files.createDirectory(folder.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MB);
                ColdTier tier = new ColdTier(place, 1);
                Share share = tier.join()) {
            Path filler = Files.write(place.resolve("filler"), new byte[FILLER_MB << 20]);
            int asked = 0;
            while (tier.refused() == 0 && asked < 4_000) {
                asked++;
                put(share, random, kept);
            }
            assertThat(tier.refused()).as("after %d entries", asked).isPositive();
            kept.forEach((key, value) ->
                    assertThat(share.get(key)).as("seed %d", seed).isEqualTo(value));
            long removed = kept.keySet().iterator().next();
            kept.remove(removed);
            share.remove(removed);
            assertThat(tier.entries()).isEqualTo(kept.size());

            Files.delete(filler);

            boolean goesOn = false;
            while (!goesOn) {
                goesOn = put(share, random, kept);
            }
            kept.forEach((key, value) ->
                    assertThat(share.get(key)).as("seed %d", seed).isEqualTo(value));
        }
    }

    private static boolean put(Share share, SplittableRandom random, Map<Long, byte[]> kept) {
        byte[] value = new byte[ENTRY_BYTES];
        random.nextBytes(value);
        long key = share.put(value);
        if (key == Share.REFUSED) {
            return false;
        }
        kept.put(key, value);
        return true;
    }
}
