/** The published tables, read back from their topics: the newest record of a key is the row. */
@NullMarked
package io.waybill.cli.table;

import org.jspecify.annotations.NullMarked;
