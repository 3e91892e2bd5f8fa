/** Faults made for real: processes that are killed, links that are cut or slow, disks that are full. */
@NullMarked
package io.waybill.streams.fault;

import org.jspecify.annotations.NullMarked;
