@NullMarked
package io.waybill.streams.aggregate.destination;

import org.jspecify.annotations.NullMarked;
