package io.waybill.embedded.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Which request asks for what. */
final class Routes {

    private final Registry registry;
    private final SubjectRoutes subjects;
    private final ConfigRoutes config;

    Routes(Registry registry) {
        this.registry = registry;
        this.subjects = new SubjectRoutes(registry);
        this.config = new ConfigRoutes(registry);
    }

    Answer answer(Request request) throws RegistryException, IOException {
        if (request.path().isEmpty()) {
            return get(request, Map.of());
        }
        return switch (request.path().get(0)) {
            case "subjects" -> subjects.answer(request);
            case "config" -> config.answer(request);
            case "schemas" -> schemas(request);
            case "compatibility" -> compatibility(request);
            case "mode" -> get(request, Map.of("mode", "READWRITE"));
            case "contexts" -> get(request, List.of("."));
            case "v1" -> get(request, Map.of("version", "waybill-embedded", "commitId", ""));
            default -> throw noSuchPath(request);
        };
    }

    private Answer schemas(Request request) throws RegistryException {
        if (request.matches("schemas", "types")) {
            return get(request, List.of("AVRO"));
        }
        if (request.matches("schemas", "ids", "*")) {
            return get(request, Map.of("schema", registry.schema(id(request))));
        }
        if (request.matches("schemas", "ids", "*", "schema")) {
            return get(request, registry.schema(id(request)));
        }
        if (request.matches("schemas", "ids", "*", "versions")) {
            return Answer.pairs(registry.withId(id(request)));
        }
        if (request.matches("schemas", "ids", "*", "subjects")) {
            return get(
                    request,
                    registry.withId(id(request)).stream()
                            .map(StoredSchema::subject)
                            .distinct()
                            .toList());
        }
        throw noSuchPath(request);
    }

    private static int id(Request request) throws RegistryException {
        try {
            return Integer.parseInt(request.path().get(2));
        } catch (NumberFormatException e) {
            throw RegistryException.noSchema();
        }
    }

    private Answer compatibility(Request request) throws RegistryException {
        boolean all = request.matches("compatibility", "subjects", "*", "versions");
        if (!all && !request.matches("compatibility", "subjects", "*", "versions", "*")) {
            throw noSuchPath(request);
        }
        if (!request.method().equals("POST")) {
            throw RegistryException.noSuchMethod(request.method(), String.join("/", request.path()));
        }
        String subject = request.path().get(2);
        AvroSchema schema = SchemaBody.read(request);
        List<StoredSchema> earlier = all
                ? registry.versions(subject, false)
                : List.of(registry.version(subject, request.path().get(4), false));
        List<String> reasons = registry.incompatibilities(subject, schema, earlier);
        return request.flag("verbose")
                ? Answer.of(Map.of("is_compatible", reasons.isEmpty(), "messages", reasons))
                : Answer.of("is_compatible", reasons.isEmpty());
    }

    private static Answer get(Request request, Object body) throws RegistryException {
        if (!request.method().equals("GET")) {
            throw RegistryException.noSuchMethod(request.method(), String.join("/", request.path()));
        }
        return Answer.of(body);
    }

    private static RegistryException noSuchPath(Request request) {
        return RegistryException.noSuchPath("/" + String.join("/", request.path()));
    }
}
