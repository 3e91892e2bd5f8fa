@NullMarked
package io.waybill.streams.detect;

import org.jspecify.annotations.NullMarked;
