@NullMarked
package io.waybill.cli.command;

import org.jspecify.annotations.NullMarked;
