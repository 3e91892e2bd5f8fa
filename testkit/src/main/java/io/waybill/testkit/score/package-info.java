/** Alerts against the truth. */
@NullMarked
package io.waybill.testkit.score;

import org.jspecify.annotations.NullMarked;
