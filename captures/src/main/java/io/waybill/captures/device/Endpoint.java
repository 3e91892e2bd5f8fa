package io.waybill.captures.device;

import org.jspecify.annotations.Nullable;

/**
 * One side of a connection. The arrays are not copied and must not be changed.
 *
 * @param mac 6 bytes, or null where the feed has none
 * @param ip 4 or 16 bytes
 * @param port 0 where there is none
 */
public record Endpoint(byte @Nullable [] mac, byte[] ip, int port) {}
