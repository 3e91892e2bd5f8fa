/** From verdicts to alerts: correction for many tests, policy, identity, revisions. */
@NullMarked
package io.waybill.streams.alert;

import org.jspecify.annotations.NullMarked;
