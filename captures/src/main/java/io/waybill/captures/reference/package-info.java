/** What the operator knows of the fleet: inventory, lifecycle and policy files, and who had which address when. */
@NullMarked
package io.waybill.captures.reference;

import org.jspecify.annotations.NullMarked;
