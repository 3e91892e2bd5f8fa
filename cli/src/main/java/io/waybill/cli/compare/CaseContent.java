package io.waybill.cli.compare;

import java.util.SortedMap;

/**
 * What is compared of a case.
 *
 * @param name of the case
 * @param span first to last event, for people
 * @param contacts amounts by contact
 * @param watched device hours by model
 * @param alerts by id
 */
public record CaseContent(
        String name,
        String span,
        SortedMap<Contact, Amount> contacts,
        SortedMap<String, Double> watched,
        SortedMap<String, AlertFact> alerts) {}
