/** How fast captures and logs are decoded, beside other tools that read the same file. */
@NullMarked
package io.waybill.benchmarks.decode;

import org.jspecify.annotations.NullMarked;
