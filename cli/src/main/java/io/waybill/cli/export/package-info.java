/** What was found, in the forms of others: MUD (RFC 8520) of a model's profile, STIX 2.1 of a case. */
@NullMarked
package io.waybill.cli.export;

import org.jspecify.annotations.NullMarked;
