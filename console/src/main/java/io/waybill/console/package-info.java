/** The console: where the fleet's data goes and why an alert fired, from the published topics alone. */
@NullMarked
package io.waybill.console;

import org.jspecify.annotations.NullMarked;
