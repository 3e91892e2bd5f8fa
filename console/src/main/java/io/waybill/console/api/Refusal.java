package io.waybill.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question that cannot be answered as asked: says what was wrong and what is allowed instead. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String parameter;
    private final List<String> allowed;

    private Refusal(int status, String message, @Nullable String parameter, List<String> allowed) {
        super(message);
        this.status = status;
        this.parameter = parameter;
        this.allowed = List.copyOf(allowed);
    }

    /** A parameter with a value that is not allowed; or a parameter that is not, when the names are the choice. */
    public static Refusal bad(String message, String parameter, List<String> allowed) {
        return new Refusal(400, message, parameter, allowed);
    }

    /** Something that is not there. */
    public static Refusal notFound(String message, List<String> allowed) {
        return new Refusal(404, message, null, allowed);
    }

    /** Someone who has not shown the token. */
    public static Refusal unauthorised(String message) {
        return new Refusal(401, message, null, List.of());
    }

    /** Something nobody may do. */
    public static Refusal forbidden(String message) {
        return new Refusal(403, message, null, List.of());
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Which parameter it is about, where it is about one. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** What would have been accepted; empty where that is no list. */
    public List<String> allowed() {
        return allowed;
    }
}
