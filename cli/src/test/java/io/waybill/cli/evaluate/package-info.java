/** Tests of what measures detection. */
@org.jspecify.annotations.NullMarked
package io.waybill.cli.evaluate;
