/** Measurements behind docs/scaling.md. */
@NullMarked
package io.waybill.cli.scale;

import org.jspecify.annotations.NullMarked;
