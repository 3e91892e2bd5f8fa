/**
 * What the console lets its readers do beyond reading: small interfaces that whoever runs the pipeline implements. The console
 * itself writes to no topic.
 */
@NullMarked
package io.waybill.console.desk;

import org.jspecify.annotations.NullMarked;
