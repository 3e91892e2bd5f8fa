@NullMarked
package io.waybill.cli.replay;

import org.jspecify.annotations.NullMarked;
