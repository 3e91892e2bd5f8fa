/** Inputs that have no end: logs that grow and are rotated, and sockets. What was handed over can be gone on from. */
@NullMarked
package io.waybill.captures.live;

import org.jspecify.annotations.NullMarked;
