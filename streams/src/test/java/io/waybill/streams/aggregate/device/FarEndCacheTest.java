package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FarEndCacheTest {

    private final AtomicInteger located = new AtomicInteger();

    private final IpLocator locator = new IpLocator() {
        @Override
        public Location locate(byte[] ip) {
            located.incrementAndGet();
            return new Location("DE", ip[3]);
        }

        @Override
        public @Nullable String organisationOf(long asn) {
            return null;
        }

        @Override
        public String describe() {
            return "the last byte is the system's number";
        }
    };

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static ConnectionView event(@Nullable String host, int ip, long time) {
        return ConnectionView.of(DeviceConnection.newBuilder()
                .setEventId("e-" + time)
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(time))
                .setTransport(Transport.UDP)
                .setRemoteIp(ByteBuffer.wrap(new byte[] {20, 1, 2, (byte) ip}))
                .setRemotePort(443)
                .setHost(host)
                .build());
    }

    @Test
    void theSameFarEndIsResolvedOnceAndIsOneObject() {
        FarEndCache cache = new FarEndCache(new DestinationResolver(), locator);

        FarEnd first = cache.of(event("www.example.com", 7, 1));

        assertThat(cache.of(event("www.example.com", 7, 2))).isSameAs(first);
        assertThat(located).hasValue(1);
        assertThat(first.destination().name()).isEqualTo("example.com");
        assertThat(first.place()).isEqualTo("DE/7");
        assertThat(first.endpoint().transport()).isEqualTo(Transport.UDP);
    }

    @Test
    void whatDiffersInOneFieldIsAnother() {
        FarEndCache cache = new FarEndCache(new DestinationResolver(), locator);

        FarEnd named = cache.of(event("www.example.com", 7, 1));
        FarEnd elsewhere = cache.of(event("www.example.com", 8, 1));
        FarEnd nameless = cache.of(event(null, 7, 1));

        assertThat(named).isNotEqualTo(elsewhere).isNotEqualTo(nameless);
        assertThat(nameless.destination().name()).isEqualTo("20.1.2.0/24");
    }

    @Test
    void aFloodStartsItOverAndGivesTheSameAnswers() {
        FarEndCache cache = new FarEndCache(new DestinationResolver(), locator, 16);

        for (int i = 0; i < 1_000; i++) {
            FarEnd flooded = cache.of(event("n" + i + ".example.org", i, i));
            assertThat(flooded.destination().name()).isEqualTo("example.org");
            assertThat(cache.size()).isEqualTo(i % 16 + 1);
            assertThat(cache.of(event("n" + i + ".example.org", i, 5))).isSameAs(flooded);
        }
    }

    @Test
    void clearedItMakesNewOnes() {
        FarEndCache cache = new FarEndCache(new DestinationResolver(), locator);
        FarEnd before = cache.of(event("www.example.com", 7, 1));

        cache.clear();

        assertThat(cache.of(event("www.example.com", 7, 1))).isNotSameAs(before).isEqualTo(before);
    }

    /** Also where the cache starts over in the middle of a batch. */
    @Test
    void thoseOfABatchAreTheSameAsOneByOne() {
        for (int limit : List.of(16, 64)) {
            FarEndCache together = new FarEndCache(new DestinationResolver(), locator, limit);
            FarEndCache alone = new FarEndCache(new DestinationResolver(), locator, limit);
            EventBatch batch = new EventBatch();
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < EventBatch.SIZE - round % 3; i++) {
                    int number = (round * 7 + i * i) % 50;
                    batch.add(event("n" + number + ".example.org", number, i));
                }

                together.resolve(batch);

                for (int i = 0; i < batch.size(); i++) {
                    assertThat(batch.farEnd(i)).isEqualTo(alone.of(batch.event(i)));
                }
                assertThat(together.size()).isEqualTo(alone.size());
                batch.clear();
            }
        }
    }
}
