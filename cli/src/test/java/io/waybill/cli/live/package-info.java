@NullMarked
package io.waybill.cli.live;

import org.jspecify.annotations.NullMarked;
