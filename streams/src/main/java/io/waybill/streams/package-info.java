/**
 * The pipeline. {@link io.waybill.streams.FleetTopology} reads like the picture in the README: devices, destinations, alerts;
 * {@link io.waybill.streams.FleetStreamsApp} runs it.
 */
@NullMarked
package io.waybill.streams;

import org.jspecify.annotations.NullMarked;
