package io.waybill.cli.replay;

import io.waybill.cli.report.CaseResult;

/**
 * What a replay came to.
 *
 * @param result facts and final tables
 * @param problems how much of the input was unusable
 * @param repeated whether the case held all of it before, so that nothing was added
 */
public record ReplayOutcome(CaseResult result, long problems, boolean repeated) {}
