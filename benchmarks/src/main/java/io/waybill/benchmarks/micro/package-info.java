/** JMH measurements of single parts, each beside its baseline. */
@NullMarked
package io.waybill.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
