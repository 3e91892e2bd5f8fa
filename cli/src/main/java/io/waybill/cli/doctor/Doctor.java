package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import java.util.ArrayList;
import java.util.List;

/** Runs checks one after the other and says what they found. Used by one thread. */
public final class Doctor {

    private final List<Check> checks;
    private boolean anyBad;

    /** With these, in this order. */
    public Doctor(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Runs all, whatever one of them finds. */
    public List<String> report() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            Outcome outcome = look(check);
            anyBad |= outcome instanceof Bad;
            lines.add(String.format("%-5s %-10s %s", word(outcome), check.name(), outcome.seen()));
            outcome.details().forEach(detail -> lines.add("      " + detail));
            String advice = advice(outcome);
            if (!advice.isEmpty()) {
                lines.add("      -> " + advice);
            }
        }
        return lines;
    }

    /** Whether a check came out negative. */
    public boolean foundSomething() {
        return anyBad;
    }

    /** A check that breaks is a finding of its own; the others still run. */
    private static Outcome look(Check check) throws InterruptedException {
        try {
            return check.look();
        } catch (RuntimeException e) {
            return new Bad("the check itself failed: " + e, List.of(), "please report it with what -v prints");
        }
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Good) {
            return "ok";
        } else if (outcome instanceof Doubtful) {
            return "look";
        } else if (outcome instanceof Unknown) {
            return "?";
        }
        return "BAD";
    }

    private static String advice(Outcome outcome) {
        if (outcome instanceof Bad bad) {
            return bad.advice();
        } else if (outcome instanceof Doubtful doubtful) {
            return doubtful.advice();
        }
        return "";
    }
}
