/** Taking a device out of what the live pipeline keeps and publishes. */
@NullMarked
package io.waybill.cli.forget;

import org.jspecify.annotations.NullMarked;
