@NullMarked
package io.waybill.console.api;

import org.jspecify.annotations.NullMarked;
