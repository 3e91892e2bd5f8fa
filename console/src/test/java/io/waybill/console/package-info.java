@NullMarked
package io.waybill.console;

import org.jspecify.annotations.NullMarked;
