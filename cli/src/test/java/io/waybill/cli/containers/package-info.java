/** What only a Docker engine can show. */
@NullMarked
package io.waybill.cli.containers;

import org.jspecify.annotations.NullMarked;
