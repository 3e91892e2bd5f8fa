/** The contracts of the topics: registered, and described as AsyncAPI. */
@NullMarked
package io.waybill.cli.topics;

import org.jspecify.annotations.NullMarked;
