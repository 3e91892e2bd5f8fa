/**
 * One captured frame to the transport packet inside it: link layers, tags, IP with its extension headers, fragments and
 * tunnels.
 *
 * <p>{@link io.waybill.captures.packet.frame.FrameDecoder} is the way in. Nothing here allocates per packet: a
 * {@link io.waybill.captures.packet.frame.RawPacket} points into the reader's buffer and a
 * {@link io.waybill.captures.packet.frame.Frame} is filled again for each packet.
 */
@NullMarked
package io.waybill.captures.packet.frame;

import org.jspecify.annotations.NullMarked;
