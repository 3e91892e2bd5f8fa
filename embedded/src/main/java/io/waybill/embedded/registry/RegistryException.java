package io.waybill.embedded.registry;

/** A request that is answered with an error, in the codes that Confluent's clients know. */
final class RegistryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** HTTP status. */
    int status() {
        return status;
    }

    /** Confluent's error code. */
    int code() {
        return code;
    }

    static RegistryException noSubject(String subject) {
        return new RegistryException(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryException noVersion(String version) {
        return new RegistryException(404, 40402, "Version " + version + " not found.");
    }

    static RegistryException noSchema() {
        return new RegistryException(404, 40403, "Schema not found");
    }

    static RegistryException noSubjectLevel(String subject) {
        return new RegistryException(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryException incompatible(String subject, String why) {
        return new RegistryException(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject " + subject + ": " + why);
    }

    static RegistryException invalidSchema(String why) {
        return new RegistryException(422, 42201, "Invalid schema: " + why);
    }

    static RegistryException invalidVersion(String version) {
        return new RegistryException(
                422,
                42202,
                "The specified version '" + version + "' is not a valid version id: a number from 1, or latest");
    }

    static RegistryException invalidLevel(String level) {
        return new RegistryException(422, 42203, "Invalid compatibility level '" + level + "'");
    }

    static RegistryException notPermitted(String why) {
        return new RegistryException(422, 42205, why);
    }

    static RegistryException badRequest(String why) {
        return new RegistryException(400, 400, why);
    }

    static RegistryException noSuchPath(String path) {
        return new RegistryException(404, 404, "no such path: " + path);
    }

    static RegistryException noSuchMethod(String method, String path) {
        return new RegistryException(405, 405, method + " is not possible on " + path);
    }

    static RegistryException tooLarge(int limitBytes) {
        return new RegistryException(413, 413, "the request is longer than " + limitBytes + " bytes");
    }

    static RegistryException full(int limit) {
        return new RegistryException(507, 50002, "the registry holds " + limit + " schema versions and takes no more");
    }
}
