/** Who is in the fleet: models, phones, the people who carry them, and what happens to a phone over time. */
@NullMarked
package io.waybill.testkit.fleet;

import org.jspecify.annotations.NullMarked;
