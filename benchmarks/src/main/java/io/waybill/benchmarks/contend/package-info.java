/** What is measured end to end: the pipeline and what it is measured against, each alone in a process of its own. */
@NullMarked
package io.waybill.benchmarks.contend;

import org.jspecify.annotations.NullMarked;
