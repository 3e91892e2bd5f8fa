/** Measures detection on simulated fleets, without a broker. */
@NullMarked
package io.waybill.cli.evaluate;

import org.jspecify.annotations.NullMarked;
