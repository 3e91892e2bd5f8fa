package io.waybill.cli.send;

import io.waybill.schemas.Alert;
import org.apache.kafka.common.header.Headers;

/**
 * An alert ready to go.
 *
 * @param alert itself
 * @param text in the form asked for, one line without its end
 * @param attributes CloudEvents attributes and content type, as Kafka headers
 */
record RenderedAlert(Alert alert, String text, Headers attributes) {}
