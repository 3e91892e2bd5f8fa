@NullMarked
package io.waybill.testkit.truth;

import org.jspecify.annotations.NullMarked;
