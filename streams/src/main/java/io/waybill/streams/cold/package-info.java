/** The tier on disk behind the state on the heap. */
@NullMarked
package io.waybill.streams.cold;

import org.jspecify.annotations.NullMarked;
