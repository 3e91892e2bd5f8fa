/** Tests of the simulator. */
@NullMarked
package io.waybill.testkit;

import org.jspecify.annotations.NullMarked;
