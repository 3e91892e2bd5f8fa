/** From arguments of the command line to streams: files, folders, globs, standard input, and what they are packed in. */
@NullMarked
package io.waybill.captures.input;

import org.jspecify.annotations.NullMarked;
