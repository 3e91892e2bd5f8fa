/** The commands, one class each: they take options apart, call the rooms below, and give an exit code back. */
@NullMarked
package io.waybill.cli.command;

import org.jspecify.annotations.NullMarked;
