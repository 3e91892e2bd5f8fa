package io.waybill.testkit.fleet;

/**
 * One handset of the fleet.
 *
 * @param index position in the fleet, from 0; nothing about a phone depends on how many there are
 * @param id as the inventory names it
 * @param model what it is
 * @param rank how many phones of the same model come before it
 * @param firmware build at the begin of the period
 * @param home where it lives
 * @param group device group that policy rules may name
 * @param agent whether its feed is an agent on the phone, which knows apps, instead of a probe in the network
 * @param person who carries it
 */
public record Phone(
        int index,
        String id,
        PhoneModel model,
        int rank,
        String firmware,
        Market home,
        String group,
        boolean agent,
        Person person) {}
