/**
 * The fleet simulator: phones of several makers, the people who carry them, what they contact, and the truth about it.
 * {@link io.waybill.testkit.Simulation} is the way in; {@link io.waybill.testkit.score.Scorer} compares alerts with the truth.
 */
@NullMarked
package io.waybill.testkit;

import org.jspecify.annotations.NullMarked;
