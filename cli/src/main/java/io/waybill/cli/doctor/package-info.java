/** What {@code waybill doctor} looks at: one class per check, each says what it found and what to do about it. */
@NullMarked
package io.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
