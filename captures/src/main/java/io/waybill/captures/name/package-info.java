/**
 * Names of destinations as the traffic itself tells them: TLS and QUIC ClientHello, HTTP requests, the device's own DNS
 * answers. Pure functions over bytes, and small bounded memories; everything read here is hostile.
 */
@NullMarked
package io.waybill.captures.name;

import org.jspecify.annotations.NullMarked;
