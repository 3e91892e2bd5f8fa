@NullMarked
package io.waybill.testkit.scenario;

import org.jspecify.annotations.NullMarked;
