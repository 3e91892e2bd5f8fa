@NullMarked
package io.waybill.streams.cold;

import org.jspecify.annotations.NullMarked;
