/**
 * Capture files and logs to connection events.
 *
 * <p>A library of its own: it knows formats, not Kafka. {@link io.waybill.captures.CaptureDecoder} is the way in; one
 * {@link io.waybill.captures.CaptureFormat} per kind of file does the reading; {@link io.waybill.captures.ReadContext} is
 * what every reader is handed.
 */
@NullMarked
package io.waybill.captures;

import org.jspecify.annotations.NullMarked;
