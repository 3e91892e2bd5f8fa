@NullMarked
package io.waybill.streams.detect.report;

import org.jspecify.annotations.NullMarked;
