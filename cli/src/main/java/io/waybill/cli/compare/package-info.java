/** Two cases side by side: what appeared, vanished and changed. The comparison is pure; reading and rendering stand around it. */
@NullMarked
package io.waybill.cli.compare;

import org.jspecify.annotations.NullMarked;
