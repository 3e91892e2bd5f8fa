/** NetFlow v5, v9 and IPFIX: what exporters say about the flows they saw. */
@NullMarked
package io.waybill.captures.netflow;

import org.jspecify.annotations.NullMarked;
