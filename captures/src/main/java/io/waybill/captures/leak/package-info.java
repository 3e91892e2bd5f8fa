/** Identifiers of the sending device, found in clear text. The identifiers themselves never leave this package. */
@NullMarked
package io.waybill.captures.leak;

import org.jspecify.annotations.NullMarked;
