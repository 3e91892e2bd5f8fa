package io.waybill.embedded.registry;

import java.io.IOException;
import java.util.List;

/** Everything under {@code /subjects}. */
final class SubjectRoutes {

    private final Registry registry;

    SubjectRoutes(Registry registry) {
        this.registry = registry;
    }

    Answer answer(Request request) throws RegistryException, IOException {
        List<String> path = request.path();
        return switch (path.size()) {
            case 1 -> all(request);
            case 2 -> subject(request, path.get(1));
            case 3 -> {
                if (!path.get(2).equals("versions")) {
                    throw RegistryException.noSuchPath(String.join("/", path));
                }
                yield versions(request, path.get(1));
            }
            default -> version(request);
        };
    }

    private Answer all(Request request) throws RegistryException {
        if (!request.method().equals("GET")) {
            throw noSuchMethod(request);
        }
        String prefix = request.query().getOrDefault("subjectPrefix", "");
        return Answer.of(registry.subjects(request.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList());
    }

    private Answer subject(Request request, String subject) throws RegistryException, IOException {
        return switch (request.method()) {
            case "POST" -> Answer.of(registry.lookUp(subject, SchemaBody.read(request), request.flag("deleted")));
            case "DELETE" -> {
                List<StoredSchema> versions = registry.versions(subject, false);
                refuseErasure(request);
                registry.delete(versions);
                yield Answer.of(versions.stream().map(StoredSchema::version).toList());
            }
            default -> throw noSuchMethod(request);
        };
    }

    private Answer versions(Request request, String subject) throws RegistryException, IOException {
        return switch (request.method()) {
            case "POST" ->
                Answer.of(
                        "id",
                        registry.register(subject, SchemaBody.read(request)).id());
            case "GET" ->
                Answer.of(registry.versions(subject, request.flag("deleted")).stream()
                        .map(StoredSchema::version)
                        .toList());
            default -> throw noSuchMethod(request);
        };
    }

    private Answer version(Request request) throws RegistryException, IOException {
        List<String> path = request.path();
        boolean textOnly = request.matches("subjects", "*", "versions", "*", "schema");
        if (!textOnly && !request.matches("subjects", "*", "versions", "*")) {
            throw RegistryException.noSuchPath(String.join("/", path));
        }
        StoredSchema stored = registry.version(path.get(1), path.get(3), request.flag("deleted"));
        if (request.method().equals("GET")) {
            return textOnly ? Answer.of(stored.schema()) : Answer.of(stored);
        }
        if (request.method().equals("DELETE") && !textOnly) {
            refuseErasure(request);
            registry.delete(List.of(stored));
            return Answer.of(stored.version());
        }
        throw noSuchMethod(request);
    }

    private static void refuseErasure(Request request) throws RegistryException {
        if (request.flag("permanent")) {
            throw RegistryException.notPermitted(
                    "schemas are hidden, never erased: records on the broker may carry their ids");
        }
    }

    private static RegistryException noSuchMethod(Request request) {
        return RegistryException.noSuchMethod(request.method(), String.join("/", request.path()));
    }
}
