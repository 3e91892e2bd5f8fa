@NullMarked
package io.waybill.console.store;

import org.jspecify.annotations.NullMarked;
