/**
 * Renderings of an alert for those who do not read Avro. Each is a pure function of the alert: no clock, no host name, no
 * configuration. Names in an alert come from the network, so every rendering escapes what its readers could trip over.
 */
@NullMarked
package io.waybill.streams.alert.render;

import org.jspecify.annotations.NullMarked;
