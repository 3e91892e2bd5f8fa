@NullMarked
package io.waybill.cli.policy;

import org.jspecify.annotations.NullMarked;
