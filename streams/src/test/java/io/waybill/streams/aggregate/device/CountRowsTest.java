package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are told and when, and which are kept; times are in hours behind a window's begin. */
class CountRowsTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final Cohort MODEL = Cohort.model("M", "m");

    private final Target target = new Target(new Destination("a.com", DestinationKind.SITE), 0);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static CountRows rows(int limit) {
        return new CountRows(new Windows(HOUR), limit);
    }

    private static void count(CountRow row) {
        row.sums().add(ConnectionView.of(Events.connection("d", "e", T).build()), "-/0");
    }

    private static List<CountPart> take(CountRows rows) {
        List<CountPart> taken = new ArrayList<>();
        rows.tellDue(0, new ContactRow(new SourceTable()), () -> true, part -> taken.add((CountPart) part));
        return taken;
    }

    private static long at(double hours) {
        return T + Math.round(hours * HOUR);
    }

    /** Some thousand rows, so that the table grows and rows share their places in it; then the older half is dropped. */
    @Test
    void eachOfManyRowsIsItsOwnAndThoseOfTheNewestWindowsAreKept() {
        CountRows rows = rows(1_500);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            targets.add(new Target(new Destination("s" + i + ".com", DestinationKind.SITE), i));
        }
        List<Cohort> cohorts = List.of(MODEL, Cohort.model("M", "n"), Cohort.firmware("M", "m", "A"));
        TreeMap<Integer, List<CountRow>> made = new TreeMap<>();
        for (int round = 0; round < 2; round++) {
            for (int hour = 0; hour < 100; hour++) {
                for (int i = 0; i < 30; i++) {
                    CountRow row = rows.changing(cohorts.get(i % 3), targets.get(i / 3), at(hour));
                    count(row);
                    made.computeIfAbsent(hour, any -> new ArrayList<>()).add(row);
                }
            }
        }
        rows.close(Long.MAX_VALUE);

        assertThat(take(rows))
                .hasSize(3_000)
                .allMatch(part -> part.sums().connections() == 2)
                .extracting(part -> part.cohort() + part.destination().name() + part.window())
                .doesNotHaveDuplicates();
        for (int hour = 99; hour >= 0; hour--) {
            for (int i = 0; i < 30; i++) {
                CountRow row = rows.changing(cohorts.get(i % 3), targets.get(i / 3), at(hour));
                assertThat(row.stale).as("hour %d", hour).isEqualTo(hour < 50);
                assertThat(row == made.get(hour).get(i)).as("hour %d", hour).isEqualTo(hour >= 50);
            }
        }
    }

    /** Rows of five windows, then of one more. */
    @ParameterizedTest(name = "bound {0}, {1} windows closed: {2} left, and {3} when another one closed")
    @CsvSource({"5, 5, 5, 5", "4, 5, 4, 4", "1, 5, 1, 1", "0, 5, 0, 0", "1, 2, 3, 1", "1, 0, 5, 1", "6, 5, 5, 6"})
    void asManyAsTheBoundAreKeptAndThoseOfOpenWindows(int limit, int closed, int left, int later) {
        CountRows rows = rows(limit);
        List<CountRow> made = new ArrayList<>();
        for (int hour = 0; hour < 5; hour++) {
            made.add(rows.changing(MODEL, target, at(hour)));
        }
        rows.close(at(closed));
        assertThat(take(rows)).hasSize(closed);
        List<CountRow> kept = made.subList(5 - left, 5);
        for (CountRow row : kept) {
            assertThat(rows.changing(MODEL, target, row.window)).isSameAs(row);
        }
        take(rows);

        made.add(rows.changing(MODEL, target, at(5)));
        rows.close(at(6));
        take(rows);

        for (int hour = 5; hour >= 0; hour--) {
            assertThat(rows.changing(MODEL, target, at(hour)) == made.get(hour))
                    .as("hour %d", hour)
                    .isEqualTo(hour > 5 - later);
        }
    }

    /** Rows of three windows. */
    @ParameterizedTest(name = "heard of up to {0}, then {1}: {2} told, then {3}")
    @CsvSource({
        "0.999, 1, 0, 1",
        "1, 1, 1, 0",
        "1, 1.999, 1, 0",
        "1, 2, 1, 1",
        "1, 3, 1, 2",
        "1.5, 2.5, 1, 1",
        "2, 1, 2, 0",
        "0, 3, 0, 3"
    })
    void aRowIsToldOnceWhenItsWindowCloses(double first, double second, int atFirst, int then) {
        CountRows rows = rows(100);
        for (int hour = 0; hour < 3; hour++) {
            count(rows.changing(MODEL, target, at(hour)));
        }
        rows.close(at(first));
        assertThat(rows.hasDue()).isEqualTo(atFirst > 0);
        assertThat(take(rows)).hasSize(atFirst);
        rows.close(at(second));
        assertThat(rows.hasDue()).isEqualTo(then > 0);
        assertThat(take(rows)).hasSize(then);

        CountRow late = rows.changing(MODEL, target, at(0));
        rows.changing(MODEL, target, at(0));
        count(late);
        assertThat(take(rows))
                .as("again, as a whole")
                .singleElement()
                .matches(part -> part.sums().connections() == 2);
        rows.close(Long.MAX_VALUE);
        assertThat(take(rows)).hasSize(3 - atFirst - then);
    }

    /** What was told of a window before a restart is summed up from the contacts; of one that is open the sums run along. */
    @ParameterizedTest(name = "restored at {0}: window 1 is made anew: {1}")
    @CsvSource({"1, false", "1.999, false", "2, true", "2.5, true", "7, true"})
    void afterARestartRowsOfClosedWindowsAreMadeAnew(double watermark, boolean anew) {
        CountRows rows = rows(100);
        count(rows.changing(MODEL, target, at(0)));
        rows.close(at(1));
        rows.changing(MODEL, target, at(1));
        rows.clear();
        assertThat(rows.isClosed(at(0))).isFalse();
        assertThat(rows.hasDue()).isFalse();
        rows.restoreClosed(at(watermark));

        assertThat(rows.isClosed(at(1))).isEqualTo(anew);
        assertThat(rows.changing(MODEL, target, at(1)).stale).isEqualTo(anew);
        assertThat(rows.changing(MODEL, target, at(0)).stale).isTrue();
        assertThat(rows.changing(MODEL, target, at(7)).stale).isFalse();
        rows.close(Long.MAX_VALUE);
        assertThat(take(rows)).as("what was cleared is not told").hasSize(3);
    }

    @Test
    void withoutAWatermarkNothingIsMadeAnewAndAtTheEndEverything() {
        CountRows rows = rows(100);
        rows.restoreClosed(Long.MIN_VALUE);
        assertThat(rows.changing(MODEL, target, at(0)).stale).isFalse();
        assertThat(rows.isClosed(at(0))).isFalse();
        rows.clear();
        rows.restoreClosed(Long.MAX_VALUE);
        assertThat(rows.changing(MODEL, target, at(0)).stale).isTrue();
        assertThat(rows.isClosed(at(0))).isTrue();
    }

    @Test
    void windowsThatAreForgottenAreNotTold() {
        CountRows rows = rows(100);
        for (int hour = 0; hour < 4; hour++) {
            count(rows.changing(MODEL, target, at(hour)));
        }
        rows.forgetBefore(at(2));
        rows.close(Long.MAX_VALUE);

        assertThat(take(rows)).extracting(CountPart::window).containsExactly(at(2), at(3));
        assertThat(rows.changing(MODEL, target, at(1)).stale).isTrue();
        assertThat(rows.changing(MODEL, target, at(2)).stale).isFalse();
    }

    /** In whatever order they were made: a live pipeline tells some of them before each commit. */
    @Test
    void rowsOfAWindowAreToldByDestination() {
        CountRows rows = rows(100);
        List<Cohort> cohorts = List.of(MODEL, Cohort.model("M", "n"), Cohort.firmware("M", "m", "A"));
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            targets.add(new Target(new Destination("s" + i + ".com", DestinationKind.SITE), i));
        }
        for (int i = 0; i < 24; i++) {
            count(rows.changing(cohorts.get(i % 3), targets.get(i % 4), at(i / 12)));
        }
        rows.close(Long.MAX_VALUE);

        List<String> told = new ArrayList<>();
        for (CountPart part : take(rows)) {
            String of = part.window() + " " + part.destination().name();
            if (told.isEmpty() || !told.get(told.size() - 1).equals(of)) {
                told.add(of);
            }
        }
        assertThat(told).hasSize(2 * 4).doesNotHaveDuplicates();
    }
}
