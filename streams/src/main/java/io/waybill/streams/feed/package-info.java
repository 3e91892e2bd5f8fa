/** The way in: records of the input topics, written by feeds and read by the pipeline. */
@NullMarked
package io.waybill.streams.feed;

import org.jspecify.annotations.NullMarked;
