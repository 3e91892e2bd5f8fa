/** State on the heap, changes to the changelog once per commit. The only package that touches internals of Kafka Streams. */
@NullMarked
package io.waybill.streams.store;

import org.jspecify.annotations.NullMarked;
