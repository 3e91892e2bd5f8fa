/** What readers of text share: bounded lines, their ids, and checks of single values. */
@NullMarked
package io.waybill.captures.text;

import org.jspecify.annotations.NullMarked;
