package io.waybill.cli.compare;

/**
 * What is compared of an alert.
 *
 * @param id of the alert: the same in two cases when detector, subject and destination are
 * @param detector that judged
 * @param subject level and value
 * @param destination or empty
 * @param severity word
 * @param explanation sentences
 */
public record AlertFact(
        String id, String detector, String subject, String destination, String severity, String explanation) {}
