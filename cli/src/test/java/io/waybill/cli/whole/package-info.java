/** The command as a whole: files in, a case out. */
@NullMarked
package io.waybill.cli.whole;

import org.jspecify.annotations.NullMarked;
