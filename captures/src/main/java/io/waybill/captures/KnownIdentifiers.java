package io.waybill.captures;

import java.util.List;

/** Identifiers of devices as the inventory states them in clear. They stay in memory and are never written anywhere. */
@FunctionalInterface
public interface KnownIdentifiers {

    /** No identifiers known. */
    KnownIdentifiers NONE = deviceId -> List.of();

    /**
     * One identifier.
     *
     * @param kind IMEI, IMSI, SERIAL, PHONE_NUMBER, MAC or ADVERTISING_ID
     * @param value as the inventory writes it
     */
    record Identifier(String kind, String value) {
        @Override
        public String toString() {
            return kind;
        }
    }

    /** The identifiers of this device; empty where none are known. */
    List<Identifier> of(String deviceId);
}
