/**
 * Packet captures: pcap and pcapng, streamed through one reusable buffer.
 *
 * <p>{@link io.waybill.captures.packet.PcapFormat} and {@link io.waybill.captures.packet.PcapngFormat} are the way
 * in; they read packets here, peel them in {@link io.waybill.captures.packet.frame} and hand them to {@link
 * io.waybill.captures.flow}.
 */
@NullMarked
package io.waybill.captures.packet;

import org.jspecify.annotations.NullMarked;
