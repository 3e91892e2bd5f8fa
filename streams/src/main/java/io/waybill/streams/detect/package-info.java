/**
 * Detection: records in, verdicts out. Pure Java, no Kafka, no clock, no randomness.
 *
 * <p>Judgement comes in three steps, each a pure function. {@link io.waybill.streams.detect.DeviceDetector} looks at one
 * device at one destination and reports findings. {@link io.waybill.streams.detect.DestinationDetector} sees one destination
 * across the whole fleet, judges the findings against the cohorts and names who is behind it. {@code FalseDiscovery} corrects
 * for how many pairs were tested.
 */
@NullMarked
package io.waybill.streams.detect;

import org.jspecify.annotations.NullMarked;
