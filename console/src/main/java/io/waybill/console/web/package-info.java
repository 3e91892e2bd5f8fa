/** The HTTP server: who may ask, what pages may do, and the pages themselves. */
@NullMarked
package io.waybill.console.web;

import org.jspecify.annotations.NullMarked;
