@NullMarked
package io.waybill.cli;

import org.jspecify.annotations.NullMarked;
