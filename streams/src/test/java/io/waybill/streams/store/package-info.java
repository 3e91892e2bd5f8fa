@NullMarked
package io.waybill.streams.store;

import org.jspecify.annotations.NullMarked;
