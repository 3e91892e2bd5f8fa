@NullMarked
package io.waybill.cli.deploy;

import org.jspecify.annotations.NullMarked;
