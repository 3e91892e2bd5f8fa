/** The operator's rules as the detectors read them: matching of names, networks and devices, and parameters. */
@NullMarked
package io.waybill.streams.detect.rule;

import org.jspecify.annotations.NullMarked;
