package io.waybill.cli.replay;

import io.waybill.captures.InputProblem;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.cli.policy.PolicyCheck;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a file from elsewhere can be used as what it is said to be, before anything is replayed with it.
 *
 * @param entries devices, events or rules in it
 * @param problems what cannot be used in it, in words, the first ones
 * @param total how many problems there are
 */
public record ReferenceCheck(long entries, List<String> problems, long total) {

    /** Problems that are told in full. */
    static final int FULL = 5;

    /** Copies the list. */
    public ReferenceCheck {
        problems = List.copyOf(problems);
    }

    /** Checks a list of devices. */
    public static ReferenceCheck inventory(Path file) throws IOException {
        Found found = new Found();
        return found.check(Inventory.read(file, found::add).profiles().size());
    }

    /** Checks what was done to devices. */
    public static ReferenceCheck lifecycle(Path file) throws IOException {
        Found found = new Found();
        return found.check(Lifecycle.read(file, found::add).size());
    }

    /** Checks rules; one that takes entries from a file of this machine is a problem. */
    public static ReferenceCheck policy(Path file) throws IOException {
        Found found = new Found();
        List<PolicyRule> rules = PolicyFile.readAlone(file, found::add).rules();
        PolicyCheck.problems(rules).forEach(found::add);
        return found.check(rules.size());
    }

    private static final class Found {

        private final List<String> first = new ArrayList<>();
        private long total;

        /** Without the name of the file, which is one of this machine. */
        void add(InputProblem problem) {
            String place = problem.unit().equals("file") ? "" : problem.unit() + " " + problem.position() + ": ";
            add(place + problem.reason());
        }

        void add(String problem) {
            total++;
            if (first.size() < FULL) {
                first.add(problem);
            }
        }

        ReferenceCheck check(long entries) {
            return new ReferenceCheck(entries, first, total);
        }
    }
}
