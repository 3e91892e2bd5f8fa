/** Recognition of periodic contact: candidate periods, evidence for each, and the choice among them. */
@NullMarked
package io.waybill.streams.detect.periodic;

import org.jspecify.annotations.NullMarked;
