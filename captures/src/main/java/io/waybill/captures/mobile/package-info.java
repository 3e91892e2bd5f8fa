/** What phones and their management tell about themselves: Android's network logs and iOS's App Privacy Report. */
@NullMarked
package io.waybill.captures.mobile;

import org.jspecify.annotations.NullMarked;
