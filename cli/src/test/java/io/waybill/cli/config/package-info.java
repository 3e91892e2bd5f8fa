@NullMarked
package io.waybill.cli.config;

import org.jspecify.annotations.NullMarked;
