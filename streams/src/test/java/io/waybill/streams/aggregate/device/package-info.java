@NullMarked
package io.waybill.streams.aggregate.device;

import org.jspecify.annotations.NullMarked;
