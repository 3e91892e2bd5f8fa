package io.waybill.cli.compare;

import io.waybill.console.compare.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is in one case only, or of another severity in the other.
 *
 * @param verdict what became of it
 * @param before in the first case, or null
 * @param after in the second case, or null
 */
public record AlertChange(
        Verdict verdict,
        @Nullable AlertFact before,
        @Nullable AlertFact after) {

    /** The newest state of it. */
    public AlertFact newest() {
        AlertFact fact = after != null ? after : before;
        if (fact == null) {
            throw new IllegalStateException("an alert of neither case");
        }
        return fact;
    }
}
