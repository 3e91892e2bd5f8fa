/** A detector with its test, as docs/how-to/write-a-detector.md explains it. */
@NullMarked
package io.waybill.streams.detect.example;

import org.jspecify.annotations.NullMarked;
