/**
 * What stages send each other. Every part is a whole statement of one sender that replaces the sender's earlier one, so that
 * sending it again, or sending it after a correction, leads to the same state.
 */
@NullMarked
package io.waybill.streams.part;

import org.jspecify.annotations.NullMarked;
