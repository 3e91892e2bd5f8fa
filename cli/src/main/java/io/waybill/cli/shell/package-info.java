/** What every command shares: where results and messages go, exit codes, addresses, logging. */
@NullMarked
package io.waybill.cli.shell;

import org.jspecify.annotations.NullMarked;
