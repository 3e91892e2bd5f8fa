/** Reproducible randomness. */
@NullMarked
package io.waybill.testkit.random;

import org.jspecify.annotations.NullMarked;
