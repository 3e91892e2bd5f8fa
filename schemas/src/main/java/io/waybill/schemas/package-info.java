/** The contracts: generated Avro classes and the topic catalogue. No logic. */
@NullMarked
package io.waybill.schemas;

import org.jspecify.annotations.NullMarked;
