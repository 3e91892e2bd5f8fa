@NullMarked
package io.waybill.streams.alert;

import org.jspecify.annotations.NullMarked;
