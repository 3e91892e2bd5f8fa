/**
 * Is a case folder still what was written, and does it follow from its inputs? Everything here only reads; a folder that somebody
 * tampered with is hostile input.
 */
@NullMarked
package io.waybill.cli.verify;

import org.jspecify.annotations.NullMarked;
