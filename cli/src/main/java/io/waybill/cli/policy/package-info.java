/** The live policy: what a file would change in it, what that would keep quiet, and the versions there were. */
@NullMarked
package io.waybill.cli.policy;

import org.jspecify.annotations.NullMarked;
