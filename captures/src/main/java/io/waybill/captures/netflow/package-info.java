/**
 * Flow records of routers: NetFlow v5, v9 and IPFIX datagrams, and what nfdump makes of them.
 *
 * <p>{@link io.waybill.captures.netflow.NetFlowDatagrams} is the way in for whoever has datagrams: a capture with exports in
 * it, or a collector.
 */
@NullMarked
package io.waybill.captures.netflow;

import org.jspecify.annotations.NullMarked;
