/** The counts as a job of Apache Flink, to be measured beside the pipeline; see {@code docs/performance.md}. */
@NullMarked
package io.waybill.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
