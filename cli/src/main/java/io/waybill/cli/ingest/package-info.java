/** {@code waybill ingest}: inputs without end to the connection topic of a running pipeline. */
@NullMarked
package io.waybill.cli.ingest;

import org.jspecify.annotations.NullMarked;
