@NullMarked
package io.waybill.streams.metrics;

import org.jspecify.annotations.NullMarked;
