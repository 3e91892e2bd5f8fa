package io.waybill.cli.replay;

import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseResult;

/**
 * What a replay came to.
 *
 * @param result facts and final tables
 * @param evidence events and captures behind the alerts; none where it was not asked for
 * @param problems how much of the input was unusable
 * @param repeated whether the case held all of it before, so that nothing was added
 */
public record ReplayOutcome(CaseResult result, CaseEvidence evidence, long problems, boolean repeated) {}
