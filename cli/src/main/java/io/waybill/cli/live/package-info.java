/** Everything in one process: broker, registry, pipeline and console. */
@NullMarked
package io.waybill.cli.live;

import org.jspecify.annotations.NullMarked;
