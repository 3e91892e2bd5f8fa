/** Alerts on their way out of Kafka, or into another form within it: webhooks, syslog, rendered topics. At least once. */
@NullMarked
package io.waybill.cli.send;

import org.jspecify.annotations.NullMarked;
