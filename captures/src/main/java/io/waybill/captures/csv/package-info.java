/** CSV files of other tools. */
@NullMarked
package io.waybill.captures.csv;

import org.jspecify.annotations.NullMarked;
