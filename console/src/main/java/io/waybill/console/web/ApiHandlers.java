package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.waybill.console.api.AnswerFormat;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Page;
import io.waybill.console.api.Question;
import io.waybill.console.api.QuestionParser;
import io.waybill.console.api.Questions;
import io.waybill.console.api.Refusal;
import io.waybill.console.feed.FeedHealth;
import io.waybill.schemas.Alert;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API over HTTP; {@code /openapi.yaml} describes it. */
final class ApiHandlers {

    private static final String JSON = AnswerFormat.JSON.contentType();

    private final Questions questions;
    private final Supplier<FeedHealth> health;
    private final MeterRegistry meters;
    private final String version;

    ApiHandlers(Questions questions, Supplier<FeedHealth> health, MeterRegistry meters, String version) {
        this.questions = questions;
        this.health = health;
        this.meters = meters;
        this.version = version;
    }

    void routes(RoutesConfig routes) {
        for (Listing listing : Listing.values()) {
            Timer timer = Timer.builder("waybill.console.answer")
                    .description("Time to answer a question")
                    .tag("listing", listing.path())
                    .register(meters);
            routes.get("/api/" + listing.path(), context -> timer.record(() -> list(context, listing)));
        }
        routes.get("/api/overview", this::overview);
        routes.get("/api/models/<id>", context -> one(context, Listing.MODELS, "model"));
        routes.get("/api/destinations/<id>", context -> one(context, Listing.DESTINATIONS, "destination"));
        routes.get("/api/devices/<id>", context -> one(context, Listing.DEVICES, "device"));
        routes.get("/api/alerts/<id>", this::alert);
        for (Rendering rendering : Rendering.values()) {
            routes.get(rendering.path() + "/<id>", context -> rendered(context, rendering));
        }
        routes.get(
                "/openapi.yaml",
                context ->
                        context.contentType("application/yaml; charset=utf-8").result(Pages.text("openapi.yaml")));
    }

    private void list(Context context, Listing listing) {
        AnswerFormat format = AnswerFormat.of(context.queryParam("format"));
        Question question = QuestionParser.parse(listing.filters(), parameters(context), format);
        switch (format) {
            case JSON ->
                context.contentType(JSON).result(Json.text(answer(question, questions.page(listing, question))));
            case CSV -> {
                attach(context, listing, question, format);
                questions.csv(listing, question, context.outputStream());
            }
            case PARQUET -> {
                attach(context, listing, question, format);
                questions.parquet(listing, question, context.outputStream());
            }
        }
    }

    private void one(Context context, Listing listing, String filter) {
        Question question = QuestionParser.parse(List.of(), parameters(context), AnswerFormat.JSON)
                .with(filter, Ids.of(context));
        Page page = questions.page(listing, question);
        if (page.rows().isEmpty()) {
            throw Refusal.notFound("no " + filter + " of that name in this case and time range", List.of());
        }
        context.contentType(JSON).result(Json.text(page.rows().get(0)));
    }

    private void alert(Context context) {
        Question question = QuestionParser.parse(List.of(), parameters(context), AnswerFormat.JSON);
        String document = questions
                .alert(question, Ids.of(context))
                .orElseThrow(() -> Refusal.notFound("no alert of that id in this case", List.of()));
        context.contentType(JSON).result(document);
    }

    private void rendered(Context context, Rendering rendering) {
        Question question = QuestionParser.parse(List.of(), parameters(context), AnswerFormat.JSON);
        Alert alert = questions
                .alertRecord(question, Ids.of(context))
                .orElseThrow(() -> Refusal.notFound("no alert of that id in this case", List.of()));
        context.contentType(rendering.contentType()).result(rendering.text(alert));
    }

    private void overview(Context context) {
        Question question = QuestionParser.parse(List.of(), parameters(context), AnswerFormat.JSON);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("version", version);
        answer.put("case", question.caseName());
        answer.put("totals", questions.totals(question));
        answer.put("progress", questions.progress(question));
        answer.put("learning", questions.learning(question));
        answer.put("feed", health.get());
        context.contentType(JSON).result(Json.text(answer));
    }

    private static Map<String, Object> answer(Question question, Page page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("case", question.caseName());
        answer.put("total", page.total());
        answer.put("limit", question.limit());
        answer.put("offset", question.offset());
        answer.put("items", page.rows());
        return answer;
    }

    private static Map<String, String> parameters(Context context) {
        Map<String, String> parameters = new HashMap<>();
        context.queryParamMap().forEach((name, values) -> {
            if (values.size() != 1) {
                throw Refusal.bad("given more than once", name, List.of());
            }
            parameters.put(name, values.get(0));
        });
        return parameters;
    }

    private static void attach(Context context, Listing listing, Question question, AnswerFormat format) {
        context.contentType(format.contentType());
        context.header(
                "Content-Disposition",
                "attachment; filename=\"waybill-" + question.caseName() + "-" + listing.path() + "."
                        + format.extension() + "\"");
    }
}
