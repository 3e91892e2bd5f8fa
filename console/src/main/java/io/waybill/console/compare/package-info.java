/** When two cases differ: one rule, for the console's page and for {@code waybill compare}. */
@NullMarked
package io.waybill.console.compare;

import org.jspecify.annotations.NullMarked;
