/** The topics of a pipeline: made, read to their end, removed. */
@NullMarked
package io.waybill.streams.topics;

import org.jspecify.annotations.NullMarked;
