/** What becomes of records that cannot be used: dead letters with the raw bytes, where they came from and why. */
@NullMarked
package io.waybill.streams.failure;

import org.jspecify.annotations.NullMarked;
