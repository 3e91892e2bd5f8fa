/** The bytes that state and internal topics are made of. */
@NullMarked
package io.waybill.streams.codec;

import org.jspecify.annotations.NullMarked;
