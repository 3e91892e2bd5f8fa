@NullMarked
package io.waybill.captures.live;

import org.jspecify.annotations.NullMarked;
