@NullMarked
package io.waybill.console.desk;

import org.jspecify.annotations.NullMarked;
