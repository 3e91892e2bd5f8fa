@NullMarked
package io.waybill.streams.feed;

import org.jspecify.annotations.NullMarked;
