/** The {@code waybill} command: {@link io.waybill.cli.Main} puts it together. */
@NullMarked
package io.waybill.cli;

import org.jspecify.annotations.NullMarked;
