/** Built-in data that fires every detector, and the makers of such data, which tests use too. */
@NullMarked
package io.waybill.streams.detect.selftest;

import org.jspecify.annotations.NullMarked;
