/** Writing findings and verdicts down: rounding, bounds on evidence, words for numbers. */
@NullMarked
package io.waybill.streams.detect.report;

import org.jspecify.annotations.NullMarked;
