package io.waybill.streams.detect;

import io.waybill.streams.resolve.Destination;
import java.util.List;

/**
 * What one device did at one destination: the input of device-side detection.
 *
 * @param device the device
 * @param destination the destination
 * @param contacts the newest contacts within the bound, sorted by time then event id; no two share an event id
 * @param omitted contacts that went over the bound and are not in the list: detectors that need all of them abstain
 * @param first the very first contact, kept when it went over the bound
 * @param names distinct host names seen under the destination; an estimate once the device met more than 1,024 far ends there
 * @param nameSample host names, at most 256, a sample that depends on the set of names alone
 */
public record PairHistory(
        DeviceView device,
        Destination destination,
        List<Contact> contacts,
        long omitted,
        EventRef first,
        long names,
        List<String> nameSample) {}
