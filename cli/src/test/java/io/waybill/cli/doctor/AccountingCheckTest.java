package io.waybill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PartitionAccount;
import io.waybill.schemas.PipelineProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountingCheckTest {

    private static final String TOPIC = "waybill.device.connection.v1";

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static PartitionAccount account(
            int partition, long in, long counted, long repeated, Map<String, Long> dead) {
        return PartitionAccount.newBuilder()
                .setTopic(TOPIC)
                .setPartition(partition)
                .setInputRecords(in)
                .setCounted(counted)
                .setRepeated(repeated)
                .setDeadLettered(dead)
                .build();
    }

    private static Outcome look(Instant watermark, PartitionAccount... accounts) {
        PipelineProgress progress = PipelineProgress.newBuilder()
                .setWatermark(watermark)
                .setPartitions(List.of(accounts))
                .build();
        return new AccountingCheck(() -> Optional.of(progress)).look();
    }

    @Test
    void every_record_accounted_for_is_good() {
        Outcome outcome = look(
                Instant.parse("2026-01-02T03:00:00Z"), account(0, 12, 10, 2, Map.of()), account(1, 3, 3, 0, Map.of()));

        assertThat(outcome).isInstanceOf(Good.class);
        assertThat(outcome.seen())
                .isEqualTo("15 records taken, every one accounted for; complete up to 2026-01-02T03:00:00Z");
        assertThat(outcome.details())
                .containsExactly(
                        TOPIC + "/0   in 12 = counted 10 + repeated 2", TOPIC + "/1   in 3 = counted 3 + repeated 0");
    }

    @Test
    void dead_letters_are_told_by_reason_with_where_to_look() {
        Outcome outcome = look(
                Instant.ofEpochMilli(Long.MAX_VALUE),
                account(0, 12, 7, 1, Map.of("undecodable", 3L, "absurd-time", 1L)));

        assertThat(outcome).isInstanceOf(Doubtful.class);
        assertThat(outcome.seen()).endsWith("complete up to the end of the input");
        assertThat(outcome.details().get(0))
                .endsWith("in 12 = counted 7 + repeated 1 + dead-lettered absurd-time 1 + dead-lettered undecodable 3");
        assertThat(((Doubtful) outcome).advice()).startsWith("4 records").contains(".dlq");
    }

    @Test
    void one_record_too_few_in_one_and_one_too_many_in_another_do_not_cancel() {
        Outcome outcome = look(Instant.EPOCH, account(0, 12, 11, 0, Map.of()), account(1, 3, 4, 0, Map.of()));

        assertThat(outcome).isInstanceOf(Bad.class);
        assertThat(outcome.seen()).isEqualTo("2 of 15 records are unaccounted for");
        assertThat(outcome.details().get(0)).endsWith("UNACCOUNTED 1");
        assertThat(outcome.details().get(1)).endsWith("UNACCOUNTED -1");
    }

    @Test
    void corrections_of_published_windows_are_shown() {
        PartitionAccount late = account(0, 5, 5, 0, Map.of());
        late.setLate(2L);

        assertThat(look(Instant.EPOCH, late).details().get(0)).endsWith("(corrected a published window: 2)");
    }

    @Test
    void a_pipeline_that_has_told_nothing_is_unknown() {
        assertThat(new AccountingCheck(Optional::empty).look()).isInstanceOf(Unknown.class);
    }
}
