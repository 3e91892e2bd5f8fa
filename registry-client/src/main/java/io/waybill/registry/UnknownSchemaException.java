package io.waybill.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry does not know the schema a record says it was written with. */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    UnknownSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
