/** What is measured, each beside its baseline. */
@NullMarked
package io.waybill.benchmarks;

import org.jspecify.annotations.NullMarked;
