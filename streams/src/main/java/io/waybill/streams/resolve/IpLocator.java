package io.waybill.streams.resolve;

import org.jspecify.annotations.Nullable;

/** Looks addresses up in an IP database. Implementations are immutable and safe for use by many threads. */
public interface IpLocator {

    /**
     * Where this address is. Private, reserved, link-local and multicast space is {@link Location#UNKNOWN}, whatever the
     * database says.
     *
     * @param ip 4 or 16 bytes; IPv4-mapped IPv6 is looked up as IPv4
     */
    Location locate(byte[] ip);

    /** Name of an autonomous system, or null where unknown. */
    @Nullable
    String organisationOf(long asn);

    /** Which data this is, with its date, for reports: e.g. {@code iptoasn-country 2026-11-01 (PDDL)}. */
    String describe();
}
