/** What a simulation did, and what a detector must therefore say. */
@NullMarked
package io.waybill.testkit.truth;

import org.jspecify.annotations.NullMarked;
