/** What phones contact, when and how: services, rhythms and use. */
@NullMarked
package io.waybill.testkit.traffic;

import org.jspecify.annotations.NullMarked;
