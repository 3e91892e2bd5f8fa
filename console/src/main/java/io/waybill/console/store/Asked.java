package io.waybill.console.store;

/**
 * What a question is, so that one that makes the database fail is known again.
 *
 * @param kind of question, e.g. the name of a listing
 * @param details what else it depends on: case, times, filters
 */
public record Asked(String kind, Object details) {}
