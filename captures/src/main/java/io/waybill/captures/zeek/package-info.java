/** Zeek's logs, as tab-separated text and as JSON, joined by uid. */
@NullMarked
package io.waybill.captures.zeek;

import org.jspecify.annotations.NullMarked;
