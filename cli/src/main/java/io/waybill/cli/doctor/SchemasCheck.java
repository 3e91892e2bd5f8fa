package io.waybill.cli.doctor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.registry.PublicSchema;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Whether the registry answers, knows our schemas, and what it knows goes together with ours.
 *
 * @param registry asked
 * @param url where it is, for messages
 * @param prefix of the topics' names
 */
public record SchemasCheck(SchemaRegistryClient registry, String url, String prefix) implements Check {

    private static final int NOT_FOUND = 404;

    @Override
    public String name() {
        return "schemas";
    }

    @Override
    public Outcome look() {
        List<String> absent = new ArrayList<>();
        List<String> incompatible = new ArrayList<>();
        int known = 0;
        for (Topic topic : Topic.values()) {
            Schema schema = topic.schema();
            if (schema == null) {
                continue;
            }
            String subject = topic.name(prefix) + "-value";
            try {
                if (registry.getAllVersions(subject).isEmpty()) {
                    absent.add(subject);
                } else if (registry.testCompatibility(subject, PublicSchema.of(schema))) {
                    known++;
                } else {
                    incompatible.add(subject);
                }
            } catch (RestClientException e) {
                if (e.getStatus() != NOT_FOUND) {
                    return new Bad("the registry at " + url + " refuses: " + e.getMessage(), List.of(), refusal(e));
                }
                absent.add(subject);
            } catch (IOException e) {
                return new Bad(
                        "no schema registry answers at " + url + ": " + e.getMessage(),
                        List.of(),
                        "say where it is with registry.url; with TLS it needs registry.ssl.truststore.location. Until"
                                + " it answers, records with a schema that was not met before wait");
            }
        }
        return of(known, absent, incompatible);
    }

    private static Outcome of(int known, List<String> absent, List<String> incompatible) {
        if (!incompatible.isEmpty()) {
            return new Bad(
                    incompatible.size() + " subjects hold a schema that does not go together with ours",
                    incompatible,
                    "somebody else writes there, or another version of Waybill did: use topics.prefix to have topics of"
                            + " your own, or delete the subject when nobody needs it");
        }
        if (!absent.isEmpty()) {
            return new Bad(
                    absent.size() + " schemas are not registered", absent, "'waybill topics create' registers them");
        }
        return new Good("all " + known + " are registered and compatible");
    }

    private static String refusal(RestClientException e) {
        return e.getStatus() == 401 || e.getStatus() == 403
                ? "check registry.basic.auth.user.info or registry.bearer.auth.token"
                : "its log says more";
    }
}
