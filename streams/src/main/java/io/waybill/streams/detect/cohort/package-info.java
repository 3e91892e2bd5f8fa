/** The fleet's side: one detector per file, each judging one destination across all cohorts. */
@NullMarked
package io.waybill.streams.detect.cohort;

import org.jspecify.annotations.NullMarked;
