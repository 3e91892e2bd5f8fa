package io.waybill.cli.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a case was made from and how.
 *
 * @param name name of the case
 * @param toolVersion version of the program
 * @param parameters options that bear on the result, by name
 * @param files inputs and reference data, in the order given
 * @param devices devices heard of, in any order
 * @param tally where the events went
 * @param problems what could not be used, one line each, in the order met
 * @param efforts the detectors that ran
 * @param ipData which IP database, as it describes itself
 */
public record CaseFacts(
        String name,
        String toolVersion,
        SortedMap<String, String> parameters,
        List<CaseFile> files,
        List<CaseDevice> devices,
        CaseTally tally,
        List<String> problems,
        List<DetectorEffort> efforts,
        String ipData) {

    /** Copies lists and map. */
    public CaseFacts {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        files = List.copyOf(files);
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
        efforts = List.copyOf(efforts);
    }
}
