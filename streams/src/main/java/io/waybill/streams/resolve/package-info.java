/** Resolution: from addresses and host names to destinations and places, from reference data to the firmware of the time. */
@NullMarked
package io.waybill.streams.resolve;

import org.jspecify.annotations.NullMarked;
