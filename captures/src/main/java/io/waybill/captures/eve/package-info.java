/** Suricata's EVE log. */
@NullMarked
package io.waybill.captures.eve;

import org.jspecify.annotations.NullMarked;
