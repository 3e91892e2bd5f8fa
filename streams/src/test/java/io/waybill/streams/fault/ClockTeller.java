package io.waybill.streams.fault;

import java.util.concurrent.TimeUnit;

/** Says ten times a second how far its wall clock is ahead of the time that has passed since it began, milliseconds. */
final class ClockTeller {

    private static final long EVERY_MILLIS = 100;

    private ClockTeller() {}

    public static void main(String[] args) throws InterruptedException {
        long wall = System.currentTimeMillis();
        long begin = System.nanoTime();
        while (true) {
            long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.println(System.currentTimeMillis() - wall - passed);
            System.out.flush();
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
    }
}
