/** The store: one DuckDB file that mirrors the published topics, with the positions it stands at. */
@NullMarked
package io.waybill.console.store;

import org.jspecify.annotations.NullMarked;
