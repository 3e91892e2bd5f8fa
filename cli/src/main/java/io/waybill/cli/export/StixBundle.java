package io.waybill.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.streams.alert.render.JsonLine;
import io.waybill.streams.detect.rule.NetworkBlock;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A case as a STIX 2.1 bundle. Each alert is a sighting of an infrastructure (its destination) at an identity (its subject), with
 * the observed data it rests on and a note that explains it; a report holds all of them together. The bytes are a function of the
 * case: identifiers are name-based, and objects are as old as the events they tell of.
 */
public final class StixBundle {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long MAX_OBSERVED = 999_999_999;
    private static final String MAKER = StixId.of("identity", "waybill");

    private final ExportedCase content;
    private final String end;
    private final SortedMap<String, JsonLine.Fields> objects = new TreeMap<>();

    private StixBundle(ExportedCase content) {
        this.content = content;
        this.end = MILLIS.format(content.end());
    }

    /** The bundle of a case. */
    public static String text(ExportedCase content) {
        StixBundle bundle = new StixBundle(content);
        bundle.collect();
        return JsonLine.document(json -> json.text("type", "bundle")
                .text("id", StixId.of("bundle", content.name() + "\n" + bundle.objects.keySet()))
                .list("objects", bundle.objects.values(), (entry, fields) -> fields.write(entry)));
    }

    private void collect() {
        objects.put(MAKER, json -> {
            head(json, "identity", MAKER, Instant.EPOCH).text("name", "Waybill").text("identity_class", "system");
        });
        content.alerts().forEach(this::add);
        List<String> all = List.copyOf(objects.keySet());
        String id = StixId.of("report", content.name() + "\n" + all);
        objects.put(
                id,
                json -> head(json, "report", id, content.end())
                        .text("name", "Case " + content.name())
                        .texts("report_types", List.of("observed-data"))
                        .text("published", end)
                        .texts("object_refs", all));
    }

    private void add(JsonNode alert) {
        String subject = subject(alert.path("subject"));
        List<String> about = new ArrayList<>(List.of(subject));
        String destination = alert.path("destination").asText("");
        String observable = observable(destination);
        if (!observable.isEmpty()) {
            String infrastructure = infrastructure(destination, observable);
            String observed = observed(alert, observable);
            about.add(sighting(alert, infrastructure, subject, observed));
        }
        String key = alert.path("id").asText();
        String id = StixId.of("note", key);
        objects.put(
                id,
                json -> head(json, "note", id, time(alert, "end"))
                        .text("abstract", alert.path("detector").asText())
                        .text("content", alert.path("explanation").asText())
                        .whole(
                                "confidence",
                                Math.round(100 * alert.path("score").asDouble()))
                        .texts("labels", labels(alert))
                        .texts("object_refs", about));
    }

    private static List<String> labels(JsonNode alert) {
        List<String> labels = new ArrayList<>(List.of(
                "detector:" + alert.path("detector").asText(),
                "severity:" + alert.path("severity").asText()));
        if (alert.path("suppressedBy").isTextual()) {
            labels.add("suppressed");
        }
        return labels;
    }

    /** A model or firmware is a class of things, a device one of them. */
    private String subject(JsonNode subject) {
        String level = subject.path("level").asText();
        String value = subject.path("value").asText();
        String id = StixId.of("identity", level + "\n" + value);
        objects.put(
                id,
                json -> head(json, "identity", id, Instant.EPOCH)
                        .text("name", value)
                        .text("description", level)
                        .text("identity_class", level.equals("device") ? "system" : "class"));
        return id;
    }

    /** The destination as an observable; empty where it is neither name nor address. */
    private String observable(String destination) {
        boolean network = NetworkBlock.parse(destination).isPresent();
        if (!network && destination.indexOf('.') <= 0) {
            return "";
        }
        String type = !network ? "domain-name" : destination.indexOf(':') >= 0 ? "ipv6-addr" : "ipv4-addr";
        String id = StixId.observable(type, destination);
        objects.put(
                id,
                json -> json.text("type", type)
                        .text("spec_version", "2.1")
                        .text("id", id)
                        .text("value", destination));
        return id;
    }

    private String infrastructure(String destination, String observable) {
        String id = StixId.of("infrastructure", destination);
        objects.put(
                id,
                json -> head(json, "infrastructure", id, Instant.EPOCH)
                        .text("name", destination)
                        .texts("infrastructure_types", List.of("unknown")));
        String link = StixId.of("relationship", id + "\n" + observable);
        objects.put(
                link,
                json -> head(json, "relationship", link, Instant.EPOCH)
                        .text("relationship_type", "consists-of")
                        .text("source_ref", id)
                        .text("target_ref", observable));
        return id;
    }

    private String observed(JsonNode alert, String observable) {
        String id = StixId.of("observed-data", alert.path("id").asText());
        objects.put(
                id,
                json -> head(json, "observed-data", id, time(alert, "end"))
                        .text("first_observed", MILLIS.format(time(alert, "start")))
                        .text("last_observed", MILLIS.format(time(alert, "end")))
                        .whole("number_observed", Math.max(1, count(alert)))
                        .texts("object_refs", List.of(observable)));
        return id;
    }

    private String sighting(JsonNode alert, String infrastructure, String subject, String observed) {
        String id = StixId.of("sighting", alert.path("id").asText());
        objects.put(
                id,
                json -> head(json, "sighting", id, time(alert, "end"))
                        .text("first_seen", MILLIS.format(time(alert, "start")))
                        .text("last_seen", MILLIS.format(time(alert, "end")))
                        .whole("count", count(alert))
                        .text("sighting_of_ref", infrastructure)
                        .texts("observed_data_refs", List.of(observed))
                        .texts("where_sighted_refs", List.of(subject)));
        return id;
    }

    private static long count(JsonNode alert) {
        return Math.min(MAX_OBSERVED, Math.max(0, alert.path("samples").asLong()));
    }

    private static Instant time(JsonNode alert, String which) {
        return Instant.ofEpochMilli(alert.path("window").path(which).asLong());
    }

    /** What every domain and relationship object has. */
    private static JsonLine head(JsonLine json, String type, String id, Instant created) throws IOException {
        json.text("type", type).text("spec_version", "2.1").text("id", id);
        if (!id.equals(MAKER)) {
            json.text("created_by_ref", MAKER);
        }
        return json.text("created", MILLIS.format(created)).text("modified", MILLIS.format(created));
    }
}
