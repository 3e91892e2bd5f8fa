/**
 * What a case leaves on disk and on the terminal. Every file is a pure function of {@link io.waybill.cli.report.CaseResult}: the
 * same result gives the same bytes.
 */
@NullMarked
package io.waybill.cli.report;

import org.jspecify.annotations.NullMarked;
