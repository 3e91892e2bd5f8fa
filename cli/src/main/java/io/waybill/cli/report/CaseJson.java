package io.waybill.cli.report;

import io.waybill.streams.alert.render.JsonLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code case.json}: the manifest of a case. Inputs and outputs stand in it with size and SHA-256, so that anybody can tell
 * later whether the folder is still what was written, and from what.
 */
public final class CaseJson {

    /** Problems listed one by one; the rest is a number. */
    static final int MAX_PROBLEMS = 1_000;

    private static final int FORMAT = 1;

    private CaseJson() {}

    /**
     * The whole file.
     *
     * @param outputs the other files of the folder
     * @param link where this manifest stands among those of the case
     */
    public static String text(CaseResult result, List<OutputFile> outputs, ChainLink link) {
        return JsonLine.document(json -> write(json, result, outputs, link));
    }

    private static void write(JsonLine json, CaseResult result, List<OutputFile> outputs, ChainLink link)
            throws IOException {
        CaseFacts facts = result.facts();
        CaseTally tally = facts.tally();
        json.whole("format", FORMAT)
                .text("case", facts.name())
                .whole("sequence", link.sequence())
                .object("previous", previous -> writePrevious(previous, link))
                .object(
                        "tool",
                        tool -> tool.text("name", "waybill")
                                .text("version", facts.toolVersion())
                                .text("commit", BuildInfo.commit()))
                .text("timeZone", "UTC")
                .object("span", span -> writeSpan(span, Course.of(result.counts())))
                .textMap("parameters", facts.parameters())
                .list("inputs", facts.files(), CaseJson::writeFile)
                .text("ipData", facts.ipData())
                .object("digests", digests -> writeDigests(digests, facts))
                .texts(
                        "detectors",
                        facts.efforts().stream().map(DetectorEffort::detector).toList())
                .object(
                        "events",
                        events -> events.whole("in", tally.in())
                                .whole("counted", tally.counted())
                                .object("deadLettered", reasons -> {
                                    for (Map.Entry<String, Long> reason :
                                            tally.leftOut().entrySet()) {
                                        reasons.whole(reason.getKey(), reason.getValue());
                                    }
                                }))
                .whole("problems", facts.problems().size())
                .texts(
                        "problemList",
                        facts.problems().stream().limit(MAX_PROBLEMS).toList())
                .object(
                        "rows",
                        rows -> rows.whole("counts", result.counts().size())
                                .whole("alerts", result.alerts().size())
                                .whole("devices", facts.devices().size()))
                .list("outputs", outputs, CaseJson::writeOutput);
    }

    private static void writePrevious(JsonLine json, ChainLink link) throws IOException {
        if (link.previous() != null) {
            json.text("file", link.previous()).text("sha256", link.previousSha256());
        }
    }

    /** First and last event that is counted. */
    private static void writeSpan(JsonLine json, Course course) throws IOException {
        json.text("first", course.begin().toString()).text("last", course.end().toString());
    }

    /** Digests of what the verdicts depend on besides captures; null for what was not given. */
    private static void writeDigests(JsonLine json, CaseFacts facts) throws IOException {
        for (String role : List.of("inventory", "lifecycle", "policy")) {
            json.text(
                    role,
                    facts.files().stream()
                            .filter(file -> file.role().equals(role))
                            .map(CaseFile::sha256)
                            .reduce((earlier, later) -> later)
                            .orElse(null));
        }
    }

    private static void writeFile(JsonLine json, CaseFile file) throws IOException {
        json.text("role", file.role())
                .text("name", file.name())
                .whole("sizeBytes", file.sizeBytes())
                .text("sha256", file.sha256())
                .whole("events", file.events())
                .whole("problems", file.problems());
    }

    private static void writeOutput(JsonLine json, OutputFile output) throws IOException {
        json.text("name", output.name()).whole("sizeBytes", output.sizeBytes()).text("sha256", output.sha256());
    }
}
