@NullMarked
package io.waybill.streams.codec;

import org.jspecify.annotations.NullMarked;
