@NullMarked
package io.waybill.cli.health;

import org.jspecify.annotations.NullMarked;
