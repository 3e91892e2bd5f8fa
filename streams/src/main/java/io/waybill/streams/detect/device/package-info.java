/** The device's side: one detector per file, each looking at one device at one destination. */
@NullMarked
package io.waybill.streams.detect.device;

import org.jspecify.annotations.NullMarked;
