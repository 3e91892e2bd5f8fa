package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import io.waybill.schemas.PartitionAccount;
import io.waybill.schemas.PipelineProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** No record vanishes: by topic and partition, what was taken is counted, repeated or dead-lettered for a reason. */
public final class AccountingCheck implements Check {

    private final Supplier<Optional<PipelineProgress>> progress;

    /**
     * Of one pipeline.
     *
     * @param progress what it published last; empty where it has not published anything
     */
    public AccountingCheck(Supplier<Optional<PipelineProgress>> progress) {
        this.progress = progress;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public Outcome look() {
        Optional<PipelineProgress> told = progress.get();
        return told.isEmpty() ? new Unknown("the pipeline has not told anything yet") : of(told.get());
    }

    private static Outcome of(PipelineProgress told) {
        List<PartitionAccount> accounts = told.getPartitions();
        List<String> lines = accounts.stream().map(Account::line).toList();
        long in = accounts.stream().mapToLong(PartitionAccount::getInputRecords).sum();
        long missing = accounts.stream()
                .mapToLong(each -> Math.abs(Account.missing(each)))
                .sum();
        long dead = accounts.stream()
                .flatMap(each -> each.getDeadLettered().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        if (missing != 0) {
            return new Bad(
                    missing + " of " + in + " records are unaccounted for",
                    lines,
                    "this must not happen: please report it with these lines");
        }
        String seen = in + " records taken, every one accounted for; complete up to " + upTo(told.getWatermark());
        return dead == 0
                ? new Good(seen, lines)
                : new Doubtful(
                        seen,
                        lines,
                        dead + " records are in the dead-letter topics (<topic>.dlq); their headers waybill.error.*"
                                + " say where they came from and what is wrong with each");
    }

    private static String upTo(Instant watermark) {
        if (watermark.toEpochMilli() == Long.MAX_VALUE) {
            return "the end of the input";
        }
        return watermark.equals(Instant.EPOCH) ? "nothing yet" : watermark.toString();
    }
}
