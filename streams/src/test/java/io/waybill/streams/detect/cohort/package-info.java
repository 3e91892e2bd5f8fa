/** Tests of the fleet's side, detector by detector. */
@org.jspecify.annotations.NullMarked
package io.waybill.streams.detect.cohort;
