@NullMarked
package io.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
