/** Small packet captures of our own making: phones behind an access point, every byte determined. */
@NullMarked
package io.waybill.testkit.pcap;

import org.jspecify.annotations.NullMarked;
