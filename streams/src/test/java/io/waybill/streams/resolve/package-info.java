@NullMarked
package io.waybill.streams.resolve;

import org.jspecify.annotations.NullMarked;
