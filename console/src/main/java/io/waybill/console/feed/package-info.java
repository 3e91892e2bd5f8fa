/** From the topics to the store: one consumer, whose positions are kept by the store. */
@NullMarked
package io.waybill.console.feed;

import org.jspecify.annotations.NullMarked;
