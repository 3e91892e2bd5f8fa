/** Registering the contracts of the topics. */
@NullMarked
package io.waybill.cli.topics;

import org.jspecify.annotations.NullMarked;
