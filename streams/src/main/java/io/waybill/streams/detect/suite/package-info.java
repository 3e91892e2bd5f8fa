/** The detectors as a set: their order, the correction for many tests, and a self-test of each. */
@NullMarked
package io.waybill.streams.detect.suite;

import org.jspecify.annotations.NullMarked;
