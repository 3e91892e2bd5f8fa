@NullMarked
package io.waybill.cli.shell;

import org.jspecify.annotations.NullMarked;
