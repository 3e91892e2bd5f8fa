package io.waybill.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Page;
import io.waybill.console.api.Question;
import io.waybill.console.api.Questions;
import io.waybill.console.api.Refusal;
import io.waybill.console.desk.CaseDesk;
import io.waybill.console.desk.CaseRecord;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.desk.Reference;
import io.waybill.console.desk.RuleDesk;
import io.waybill.console.desk.Suppression;
import io.waybill.console.desk.Suppression.Scope;
import io.waybill.console.feed.CaseNames;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be done from the pages. Where it is not offered, it is refused with the reason. */
final class ActionHandlers {

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,119}");
    private static final String OFF = "this console only reads: it was started so, or runs apart from the pipeline";

    private final Questions questions;
    private final ConsoleActions actions;

    ActionHandlers(Questions questions, ConsoleActions actions) {
        this.questions = questions;
        this.actions = actions;
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/work", this::work);
        routes.get("/api/cases/{case}", this::about);
        routes.post("/api/cases/{case}/captures", this::receive);
        routes.put("/api/cases/{case}/references/{kind}", this::refer);
        routes.delete("/api/cases/{case}", this::remove);
        routes.post("/api/suppressions", this::suppress);
        routes.delete("/api/rules/<id>", this::withdraw);
    }

    /** What is offered, and how the replays go. */
    private void work(Context context) {
        CaseDesk cases = actions.cases();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("suppress", actions.rules() != null);
        answer.put("upload", cases != null);
        answer.put("remove", cases != null && cases.removes());
        answer.put("maxUploadBytes", cases == null ? 0 : cases.maxUploadBytes());
        answer.put("maxReferenceBytes", cases == null ? 0 : cases.maxReferenceBytes());
        answer.put("items", cases == null ? List.of() : cases.work());
        json(context, answer);
    }

    /** What a case amounts to and what went into it. */
    private void about(Context context) throws IOException {
        String name = caseName(context);
        Page page = questions.page(Listing.CASES, Question.of(name).withLimit(1_000));
        Map<String, @Nullable Object> sums = page.rows().stream()
                .filter(row -> name.equals(row.get("id")))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("no case of that name", List.of()));
        CaseDesk cases = actions.cases();
        Optional<CaseRecord> record = cases == null ? Optional.empty() : cases.record(name);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>(sums);
        answer.put("inputs", record.map(CaseRecord::inputs).orElse(null));
        json(context, answer);
    }

    /** An inventory, lifecycle or policy for a capture that follows. */
    private void refer(Context context) throws IOException {
        CaseDesk cases = offered(actions.cases());
        String name = replayed(context);
        String word = context.pathParam("kind");
        Reference reference = Reference.of(word)
                .orElseThrow(() -> Refusal.bad("nothing a replay is told of", "kind", Reference.words()));
        String file = fileName("file", context.queryParam("file"));
        long entries = cases.receive(name, reference, file, context.bodyInputStream());
        json(context, Map.of("kind", word, "file", file, "entries", entries));
    }

    private void receive(Context context) throws IOException {
        CaseDesk cases = offered(actions.cases());
        String name = replayed(context);
        String file = fileName("file", context.queryParam("file"));
        Map<Reference, String> references = new EnumMap<>(Reference.class);
        for (Reference reference : Reference.values()) {
            String given = context.queryParam(reference.word());
            if (given != null) {
                references.put(reference, fileName(reference.word(), given));
            }
        }
        CaseWork work = cases.receive(name, file, references, context.bodyInputStream());
        context.status(202);
        json(context, work);
    }

    private static String replayed(Context context) {
        String name = caseName(context);
        if (name.equals(Question.LIVE)) {
            throw Refusal.bad("a capture is replayed as a case; 'live' is what comes in now", "case", List.of());
        }
        return name;
    }

    private static String fileName(String parameter, @Nullable String name) {
        if (name == null || !FILE_NAME.matcher(name).matches()) {
            throw Refusal.bad("no plain file name", parameter, List.of("letters, digits, dots, dashes, underscores"));
        }
        return name;
    }

    private void remove(Context context) throws IOException {
        CaseDesk cases = offered(actions.cases());
        String name = caseName(context);
        if (name.equals(Question.LIVE) || !cases.removes()) {
            throw Refusal.forbidden("the live state is no case, and cannot be removed from here");
        }
        cases.remove(name);
        context.status(204);
    }

    private void suppress(Context context) {
        RuleDesk rules = offered(actions.rules());
        Choice choice = Json.read(context.body(), Choice.class);
        Question live = Question.of(Question.LIVE);
        Alert alert = questions
                .alertRecord(live, String.valueOf(choice.alert()))
                .orElseThrow(() -> Refusal.notFound("no alert of that id in the live state", List.of()));
        PolicyRule rule = Suppression.of(
                alert,
                questions.modelOf(live, alert.getId()).orElse(null),
                Scope.of(String.valueOf(choice.scope())),
                choice.title() == null ? "" : choice.title());
        rules.publish(rule);
        context.status(201);
        json(context, Map.of("id", rule.getRuleId(), "title", rule.getTitle()));
    }

    private void withdraw(Context context) {
        RuleDesk rules = offered(actions.rules());
        String id = Ids.of(context);
        if (!id.startsWith("console-")) {
            throw Refusal.forbidden(
                    "only rules that were made here can be taken back here; the others are in your policy file");
        }
        rules.withdraw(id);
        context.status(204);
    }

    private static String caseName(Context context) {
        String name = context.pathParam("case");
        if (!CaseNames.isValid(name)) {
            throw Refusal.bad("no case can be called that: " + CaseNames.RULE, "case", List.of());
        }
        return name;
    }

    private static <T> T offered(@Nullable T desk) {
        if (desk == null) {
            throw Refusal.forbidden(OFF);
        }
        return desk;
    }

    private static void json(Context context, Object answer) {
        context.contentType("application/json; charset=utf-8").result(Json.text(answer));
    }

    /** What the page of an alert sends. */
    record Choice(
            @Nullable String alert,
            @Nullable String scope,
            @Nullable String title) {}
}
