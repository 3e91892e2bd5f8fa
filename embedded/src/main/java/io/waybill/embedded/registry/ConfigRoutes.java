package io.waybill.embedded.registry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.io.IOException;

/** Everything under {@code /config}: compatibility levels, global and by subject. */
final class ConfigRoutes {

    private final Registry registry;

    ConfigRoutes(Registry registry) {
        this.registry = registry;
    }

    Answer answer(Request request) throws RegistryException, IOException {
        return switch (request.path().size()) {
            case 1 -> global(request);
            case 2 -> ofSubject(request, request.path().get(1));
            default -> throw RegistryException.noSuchPath(String.join("/", request.path()));
        };
    }

    private Answer global(Request request) throws RegistryException, IOException {
        return switch (request.method()) {
            case "PUT" -> {
                registry.setGlobalLevel(wanted(request));
                yield Answer.of("compatibility", registry.globalLevel().name());
            }
            case "DELETE" -> {
                String before = registry.globalLevel().name();
                registry.setGlobalLevel(CompatibilityLevel.BACKWARD.name());
                yield Answer.of("compatibilityLevel", before);
            }
            case "GET" -> Answer.of("compatibilityLevel", registry.globalLevel().name());
            default -> throw noSuchMethod(request);
        };
    }

    private Answer ofSubject(Request request, String subject) throws RegistryException, IOException {
        return switch (request.method()) {
            case "PUT" -> {
                registry.setLevel(subject, wanted(request));
                yield Answer.of("compatibility", registry.ownLevel(subject).name());
            }
            case "DELETE" -> {
                CompatibilityLevel before = registry.ownLevel(subject);
                registry.removeLevel(subject);
                yield Answer.of("compatibilityLevel", before.name());
            }
            case "GET" -> {
                CompatibilityLevel level =
                        request.flag("defaultToGlobal") ? registry.level(subject) : registry.ownLevel(subject);
                yield Answer.of("compatibilityLevel", level.name());
            }
            default -> throw noSuchMethod(request);
        };
    }

    private static String wanted(Request request) throws RegistryException {
        return request.json().path("compatibility").asText();
    }

    private static RegistryException noSuchMethod(Request request) {
        return RegistryException.noSuchMethod(request.method(), String.join("/", request.path()));
    }
}
