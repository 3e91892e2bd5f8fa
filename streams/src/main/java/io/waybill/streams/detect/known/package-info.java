/** What phones contact by design: the catalogue of known services. */
@NullMarked
package io.waybill.streams.detect.known;

import org.jspecify.annotations.NullMarked;
