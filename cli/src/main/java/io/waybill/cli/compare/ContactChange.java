package io.waybill.cli.compare;

import io.waybill.console.compare.Verdict;

/**
 * A contact in both cases.
 *
 * @param contact which model, and where to
 * @param verdict what became of it
 * @param before in the first case
 * @param after in the second case
 */
public record ContactChange(Contact contact, Verdict verdict, Amount before, Amount after) {}
