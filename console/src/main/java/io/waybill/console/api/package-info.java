/** Questions to the store and their answers, as JSON, CSV and Parquet. */
@NullMarked
package io.waybill.console.api;

import org.jspecify.annotations.NullMarked;
