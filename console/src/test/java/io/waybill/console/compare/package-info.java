/** Tests of the package of the same name. */
@NullMarked
package io.waybill.console.compare;

import org.jspecify.annotations.NullMarked;
