/** The settings of every command: one table, and file, environment and flags that fill it. */
@NullMarked
package io.waybill.cli.config;

import org.jspecify.annotations.NullMarked;
