@NullMarked
package io.waybill.captures.name;

import org.jspecify.annotations.NullMarked;
