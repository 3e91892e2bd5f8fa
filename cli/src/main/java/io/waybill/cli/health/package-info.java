/** Health and metrics of a process without a console. */
@NullMarked
package io.waybill.cli.health;

import org.jspecify.annotations.NullMarked;
