@NullMarked
package io.waybill.streams.part;

import org.jspecify.annotations.NullMarked;
