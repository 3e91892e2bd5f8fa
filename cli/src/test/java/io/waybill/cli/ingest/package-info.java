@NullMarked
package io.waybill.cli.ingest;

import org.jspecify.annotations.NullMarked;
