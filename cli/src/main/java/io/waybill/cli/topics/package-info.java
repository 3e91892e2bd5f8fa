/** Making the topics that the catalogue names. */
@NullMarked
package io.waybill.cli.topics;

import org.jspecify.annotations.NullMarked;
