@NullMarked
package io.waybill.console.web;

import org.jspecify.annotations.NullMarked;
