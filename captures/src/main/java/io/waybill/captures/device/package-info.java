/** Which side of a connection is the device, and what it is called. */
@NullMarked
package io.waybill.captures.device;

import org.jspecify.annotations.NullMarked;
