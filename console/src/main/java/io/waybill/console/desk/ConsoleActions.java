package io.waybill.console.desk;

import org.jspecify.annotations.Nullable;

/**
 * What may be done from the pages.
 *
 * @param cases takes captures and removes cases; null where that is not offered
 * @param rules publishes rules of the live policy; null where that is not offered
 */
public record ConsoleActions(
        @Nullable CaseDesk cases, @Nullable RuleDesk rules) {

    /** Nothing but reading. */
    public static final ConsoleActions NONE = new ConsoleActions(null, null);
}
