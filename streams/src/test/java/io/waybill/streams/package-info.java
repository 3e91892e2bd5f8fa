@NullMarked
package io.waybill.streams;

import org.jspecify.annotations.NullMarked;
