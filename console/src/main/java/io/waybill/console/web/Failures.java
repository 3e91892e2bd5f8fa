package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.waybill.console.api.Refusal;
import io.waybill.console.desk.DeskException;
import io.waybill.console.store.DamagedStoreException;
import io.waybill.console.store.ReaderPool.BusyException;
import io.waybill.console.store.RefusedQuestionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong, as JSON; never a stack trace. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String ANSWERED = "waybill.answered";

    private Failures() {}

    static void routes(RoutesConfig routes) {
        routes.exception(Refusal.class, (e, context) -> {
            boolean page = e.status() == 401
                    && String.valueOf(context.header("Accept")).contains("text/html");
            if (page) {
                context.redirect("/login");
            } else {
                answer(context, e.status(), String.valueOf(e.getMessage()), e.parameter(), e.allowed());
            }
        });
        routes.exception(
                BusyException.class,
                (e, context) -> answer(context, 503, String.valueOf(e.getMessage()), null, List.of()));
        routes.exception(
                DamagedStoreException.class,
                (e, context) -> answer(
                        context,
                        503,
                        "the store failed and is being opened again; try again in a moment",
                        null,
                        List.of()));
        routes.exception(
                RefusedQuestionException.class,
                (e, context) -> answer(context, 503, String.valueOf(e.getMessage()), null, List.of()));
        routes.exception(
                DeskException.class,
                (e, context) -> answer(context, status(e.reason()), String.valueOf(e.getMessage()), null, List.of()));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("a request failed: path={}", Log.text(context.path()), e);
            answer(context, 500, "the console failed to answer; its log says why", null, List.of());
        });
        routes.error(404, context -> {
            if (context.attribute(ANSWERED) == null) {
                answer(context, 404, "nothing is there", null, List.of("/", "/openapi.yaml", "/api/overview"));
            }
        });
    }

    private static int status(DeskException.Reason reason) {
        return switch (reason) {
            case WRONG -> 400;
            case IN_USE -> 409;
            case TOO_LARGE -> 413;
            case BUSY -> 429;
        };
    }

    private static void answer(
            Context context, int status, String message, @Nullable String parameter, List<String> allowed) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", message);
        if (parameter != null) {
            error.put("parameter", parameter);
        }
        if (!allowed.isEmpty()) {
            error.put("allowed", allowed);
        }
        context.attribute(ANSWERED, true);
        context.status(status).contentType("application/json; charset=utf-8").result(Json.text(error));
    }

    /** Names from outside in the log: one line, bounded. */
    private static final class Log {
        static String text(String value) {
            String line = value.replaceAll("\\p{Cntrl}", "?");
            return line.length() > 200 ? line.substring(0, 200) + "…" : line;
        }
    }
}
