package io.waybill.benchmarks.fleet;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A fleet and its events. Phones, models and destinations are drawn by Zipf's law; a phone talks in nine of ten cases to the
 * favourites of its model, else to anybody. Times advance with up to two seconds of disorder. Used by one thread.
 */
public final class SyntheticFleet {

    /**
     * The busiest phone makes some 6,000 contacts an hour, 1,200 of them at one destination: below the pipeline's bound of 4,096
     * contacts kept one by one, over which repeats are no longer told apart and tables may differ by them.
     */
    private static final double BUSY_EXPONENT = 0.6;

    private static final int FEEDS = 12;
    private static final int RECENT = 1 << 10;
    private static final int JITTER_MILLIS = 2_000;
    private static final long PRIME = 7_919;
    private static final long OTHER_PRIME = 104_729;

    private final FleetShape shape;
    private final Phones phones;
    private final Sites sites;
    private final Zipf busy;
    private final Zipf favourite;
    private final Zipf anybody;
    private final String[] feeds = new String[FEEDS];
    private final String[] digests = new String[FEEDS];
    private final DeviceConnection[] recent = new DeviceConnection[RECENT];

    /** The fleet of this shape. */
    public SyntheticFleet(FleetShape shape) {
        AvroTrust.vouch();
        this.shape = shape;
        this.phones = new Phones(shape);
        this.sites = new Sites(shape);
        this.busy = new Zipf(phones.count(), BUSY_EXPONENT);
        this.favourite = new Zipf(shape.favourites(), 1.1);
        this.anybody = new Zipf(sites.count(), 1.05);
        for (int feed = 0; feed < FEEDS; feed++) {
            feeds[feed] = "probe-" + (1_000 + feed);
            digests[feed] =
                    String.format(Locale.ROOT, "%016x", (shape.seed() * FEEDS + feed + 1) * 0x9e3779b97f4a7c15L);
        }
    }

    /** One per device. */
    public List<DeviceProfile> profiles() {
        return phones.profiles();
    }

    /** Updates of firmware, somewhere within the time of the events. */
    public List<DeviceLifecycle> lifecycle() {
        return phones.updates();
    }

    /** Hands out every event in the order in which it is sent. */
    public void forEach(Consumer<DeviceConnection> consumer) {
        SplittableRandom random = new SplittableRandom(shape.seed());
        for (long i = 0; i < shape.events(); i++) {
            boolean again = i >= RECENT && random.nextInt(FleetShape.REPEAT_EVERY) == 0;
            int slot = again ? random.nextInt(RECENT) : (int) i & (RECENT - 1);
            if (!again) {
                recent[slot] = event(i, random);
            }
            consumer.accept(recent[slot]);
        }
    }

    private DeviceConnection event(long index, SplittableRandom random) {
        int phone = busy.rank(random.nextDouble());
        int site = site(phone, random);
        int draw = random.nextInt(1 << 20);
        int feed = phone % FEEDS;
        int quality = draw % 100;
        boolean quic = (site & 7) == 3;
        String host = sites.host(site, draw);
        long sent = 200 + random.nextInt(20_000);
        long received = quality < 90 ? 500 + random.nextInt(500_000) : 0;
        return new DeviceConnection(
                digests[feed] + "-" + index,
                phones.id(phone),
                Instant.ofEpochMilli(shape.timeOf(index) + random.nextInt(JITTER_MILLIS)),
                (long) random.nextInt(60_000),
                quic ? Transport.UDP : Transport.TCP,
                ByteBuffer.wrap(sites.address(site)),
                site % 3 == 0 ? 443 : 8_000 + site % 500,
                host,
                host == null ? HostSource.NONE : quic ? HostSource.QUIC_SNI : HostSource.TLS_SNI,
                quic ? "quic" : "tls",
                draw % 3 == 0 ? "com.vendor.app" + site % 40 : null,
                null,
                sent,
                received,
                2 + sent / 1_000,
                received / 1_200,
                quality < 90 ? Outcome.ESTABLISHED : quality < 97 ? Outcome.UNANSWERED : Outcome.REJECTED,
                1,
                List.of(),
                feeds[feed],
                index);
    }

    private int site(int phone, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return anybody.rank(random.nextDouble());
        }
        int rank = favourite.rank(random.nextDouble());
        // beyond its first eight a phone keeps to a few of the model's other favourites
        int own = rank < 8 ? rank : 8 + (int) ((phone * 2_654_435_761L >>> 7) % 6 + rank % 7);
        return (int) Math.floorMod(phones.model(phone) * PRIME + own * OTHER_PRIME, (long) sites.count());
    }
}
