/** Replays: captures and reference data through a case of their own, to its final tables and files. */
@NullMarked
package io.waybill.cli.replay;

import org.jspecify.annotations.NullMarked;
