/** What the pipeline and the console measure: names, units, meanings, and the meters themselves. */
@NullMarked
package io.waybill.streams.metrics;

import org.jspecify.annotations.NullMarked;
