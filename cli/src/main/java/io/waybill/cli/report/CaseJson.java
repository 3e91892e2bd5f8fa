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
     */
    public static String text(CaseResult result, List<OutputFile> outputs) {
        return JsonLine.document(json -> write(json, result, outputs));
    }

    private static void write(JsonLine json, CaseResult result, List<OutputFile> outputs) throws IOException {
        CaseFacts facts = result.facts();
        CaseTally tally = facts.tally();
        json.whole("format", FORMAT)
                .text("case", facts.name())
                .object("tool", tool -> tool.text("name", "waybill").text("version", facts.toolVersion()))
                .textMap("parameters", facts.parameters())
                .list("inputs", facts.files(), CaseJson::writeFile)
                .text("ipData", facts.ipData())
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
