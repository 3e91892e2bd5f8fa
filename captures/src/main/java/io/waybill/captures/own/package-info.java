/** Waybill's own files of connection events: JSON lines, CSV and Avro containers, read and written. */
@NullMarked
package io.waybill.captures.own;

import org.jspecify.annotations.NullMarked;
