package io.waybill.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry did not answer, or refused to: the record may well be fine, so trying again later is the way. */
public final class RegistryUnavailableException extends SerializationException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
