package io.waybill.streams;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.Fleets.Fleet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** In which order the records of a fleet come to the pipeline. */
enum Arrival {
    /** By time, profiles and lifecycle first. */
    IN_ORDER {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            reference(fleet, to);
            byTime(fleet).forEach(to::event);
        }
    },
    /** Newest first: all windows but one are corrected all the time. */
    BACKWARDS {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            reference(fleet, to);
            List<DeviceConnection> events = byTime(fleet);
            Collections.reverse(events);
            events.forEach(to::event);
        }
    },
    /** Within and across devices; the lifecycle in between, the profiles after everything that they explain. */
    SHUFFLED_PROFILES_LAST {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            List<DeviceConnection> events = new ArrayList<>(fleet.events());
            Collections.shuffle(events, random);
            events.subList(0, events.size() / 2).forEach(to::event);
            fleet.lifecycles().forEach(to::lifecycle);
            events.subList(events.size() / 2, events.size()).forEach(to::event);
            to.flush();
            fleet.profiles().forEach(to::profile);
        }
    },
    /** By time, but every seventh event comes when everything else is there: hours to days after its window was published. */
    DAYS_LATE {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            reference(fleet, to);
            List<DeviceConnection> late = new ArrayList<>();
            for (DeviceConnection event : byTime(fleet)) {
                if (random.nextInt(7) == 0) {
                    late.add(event);
                } else {
                    to.event(event);
                }
            }
            to.flush();
            Collections.shuffle(late, random);
            late.forEach(to::event);
        }
    },
    /** All of a device, then all of the next: partitions are days apart from each other meanwhile. */
    DEVICE_BY_DEVICE {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            reference(fleet, to);
            fleet.events().stream()
                    .sorted(Comparator.comparing(DeviceConnection::getDeviceId)
                            .thenComparing(DeviceConnection::getTime))
                    .forEach(to::event);
        }
    },
    /** Everything twice, the second time shuffled. */
    TWICE {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            IN_ORDER.bring(fleet, random, to);
            SHUFFLED_PROFILES_LAST.bring(fleet, random, to);
        }
    },
    /** Cut into 1,000 pieces that come in any order, each flushed before the next. */
    IN_A_THOUSAND_PIECES {
        @Override
        void bring(Fleet fleet, Random random, Sink to) {
            reference(fleet, to);
            List<DeviceConnection> events = byTime(fleet);
            List<Integer> pieces = new ArrayList<>();
            for (int piece = 0; piece < PIECES; piece++) {
                pieces.add(piece);
            }
            Collections.shuffle(pieces, random);
            for (int piece : pieces) {
                long from = (long) events.size() * piece / PIECES;
                long end = (long) events.size() * (piece + 1) / PIECES;
                events.subList((int) from, (int) end).forEach(to::event);
            }
        }
    };

    private static final int PIECES = 1_000;

    /** Takes the records. */
    interface Sink {
        void event(DeviceConnection event);

        void profile(DeviceProfile profile);

        void lifecycle(DeviceLifecycle lifecycle);

        /** Returns when what came before is written. */
        void flush();
    }

    /** Brings all records of the fleet. */
    abstract void bring(Fleet fleet, Random random, Sink to);

    /** How often each record comes. */
    int times() {
        return this == TWICE ? 2 : 1;
    }

    private static void reference(Fleet fleet, Sink to) {
        fleet.profiles().forEach(to::profile);
        fleet.lifecycles().forEach(to::lifecycle);
    }

    private static List<DeviceConnection> byTime(Fleet fleet) {
        List<DeviceConnection> events = new ArrayList<>(fleet.events());
        events.sort(Comparator.comparing(DeviceConnection::getTime).thenComparing(DeviceConnection::getEventId));
        return events;
    }
}
