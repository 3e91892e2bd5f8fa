@NullMarked
package io.waybill.cli.export;

import org.jspecify.annotations.NullMarked;
