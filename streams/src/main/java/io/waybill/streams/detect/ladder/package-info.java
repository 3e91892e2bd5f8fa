/** Attribution: is it the device, the app, the firmware, the model, the maker, or everybody? */
@NullMarked
package io.waybill.streams.detect.ladder;

import org.jspecify.annotations.NullMarked;
