/** The documentation, held against the program: commands are run, options exist, links lead somewhere, references are current. */
@NullMarked
package io.waybill.cli.docs;

import org.jspecify.annotations.NullMarked;
