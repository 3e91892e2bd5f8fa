package io.waybill.cli.replay;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.CaptureInputs;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.DecodeSummary;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.ReadContext;
import io.waybill.cli.report.CaseDevice;
import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFacts;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.report.CaseTally;
import io.waybill.cli.report.DetectorEffort;
import io.waybill.cli.report.Sha256;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PipelineProgress;
import io.waybill.streams.CaseRun;
import io.waybill.streams.CaseTables;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.Timing;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Carries out one replay on a broker that runs. Used once, by one thread. */
public final class Replay {

    private static final int MAX_PROBLEMS_KEPT = 1_000;

    private final ReplayRequest request;
    private final Place place;
    private final IpLocator locator;
    private final ReplayWatcher watcher;
    private final List<String> problems = new ArrayList<>();
    private final DeviceTally tally = new DeviceTally();
    private @Nullable Pseudonyms pseudonyms;
    private boolean withEvidence;
    private long problemCount;

    /**
     * Where to.
     *
     * @param bootstrapServers the broker
     * @param registryUrl the registry
     * @param dataFolder keeps what is to be known of cases, and the state of their pipelines
     * @param version of the program, for the facts
     */
    public record Place(String bootstrapServers, String registryUrl, Path dataFolder, String version) {}

    /** A replay that has not begun. */
    public Replay(ReplayRequest request, Place place, IpLocator locator, ReplayWatcher watcher) {
        AvroTrust.vouch();
        this.request = request;
        this.place = place;
        this.locator = locator;
        this.watcher = watcher;
    }

    /** Asks for what the alerts rest on as well: the events are read once more from their topic. */
    public Replay withEvidence() {
        withEvidence = true;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @param standardInput what {@code -} means
     */
    public ReplayOutcome run(InputStream standardInput) throws IOException, InterruptedException {
        Pace pace = Pace.parse(request.speed());
        Path key = request.pseudonymKey();
        pseudonyms = key == null ? null : Pseudonyms.read(key);
        ReferenceFiles reference =
                ReferenceFiles.read(request.inventory(), request.lifecycle(), request.policy(), this::note);
        KnownCase known = KnownCase.of(place.dataFolder(), request.name());
        List<InputProblem> unread = new ArrayList<>();
        boolean repeated = known.holdsAll(named(reference, unread::add));
        if (repeated) {
            unread.forEach(this::note);
        }
        PipelineSettings settings = PipelineSettings.ofCase(
                        request.name().text(),
                        place.bootstrapServers(),
                        place.registryUrl(),
                        partitions(),
                        request.threads(),
                        place.dataFolder().resolve("state"))
                .withTiming(pace.isBounded() ? Timing.LIVE : Timing.CASE)
                .withKafka(CaseRun.CLIENTS);
        try (CaseRun run = new CaseRun(settings, locator, Clock.systemUTC())) {
            List<CaseFile> files = repeated ? List.of() : feed(run, reference, pace, standardInput);
            CaseTables tables =
                    run.finish(progress -> watcher.processed(progress.getInputRecords()), watcher::restoring);
            KnownCase.Content all =
                    known.with(files, devices(reference), tally, request).content();
            CaseResult result =
                    new CaseResult(facts(all, tables, efforts(run, all, tables)), tables.counts(), tables.alerts());
            return new ReplayOutcome(result, evidence(run, result, all), problemCount, repeated);
        }
    }

    /** As many as asked for; a case that exists keeps those it has. */
    private int partitions() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", place.bootstrapServers()))) {
            return new PipelineTopics(admin)
                    .partitions(PipelineSettings.casePrefix(request.name().text()))
                    .orElse(request.partitions());
        }
    }

    private List<CaseFile> feed(CaseRun run, ReferenceFiles reference, Pace pace, InputStream standardInput)
            throws IOException, InterruptedException {
        FleetFeed feed = run.feed();
        Pseudonyms hidden = pseudonyms;
        reference.inventory().profiles().forEach(each -> feed.send(hidden == null ? each : hidden.hide(each)));
        reference.lifecycle().forEach(each -> feed.send(hidden == null ? each : hidden.hide(each)));
        reference.policy().rules().forEach(feed::send);
        ReadContext context = new ReadContext(
                reference.inventory().addressBook(),
                reference.inventory().identifiers(),
                event -> send(run, event, pace),
                this::note,
                DecodeSettings.DEFAULTS);
        DecodeSummary summary;
        try {
            summary = CaptureDecoder.decode(request.inputs(), null, standardInput, context);
        } catch (Interrupted interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        }
        List<CaseFile> files = new ArrayList<>();
        for (DecodeSummary.Input input : summary.inputs()) {
            files.add(captured(input.name(), input.path(), input.events(), input.problems()));
        }
        addReferences(files, reference);
        return files;
    }

    private void send(CaseRun run, DeviceConnection event, Pace pace) {
        try {
            pace.await(event.getTime().toEpochMilli());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
        DeviceConnection told = pseudonyms == null ? event : pseudonyms.hide(event);
        run.feed().send(told);
        tally.add(told);
        watcher.fed();
    }

    /** Carries an interruption through readers that know nothing of it. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted while feeding");
        }
    }

    private void note(InputProblem problem) {
        problemCount++;
        watcher.problem(problem);
        if (problems.size() < MAX_PROBLEMS_KEPT) {
            problems.add((pseudonyms == null ? problem : pseudonyms.hide(problem)).describe());
        }
    }

    /** The files that the request names, with their digests; empty when one of them cannot be known before it is read. */
    private List<CaseFile> named(ReferenceFiles reference, ProblemSink problems) throws IOException {
        if (request.inputs().contains("-")) {
            return List.of();
        }
        CaptureInputs inputs = CaptureInputs.open(
                request.inputs(), null, InputStream.nullInputStream(), DecodeSettings.DEFAULTS, problems);
        List<CaseFile> files = new ArrayList<>();
        for (CaptureInputs.Recognised each : inputs.recognised()) {
            files.add(captured(each.input().name(), each.path(), 0, 0));
        }
        addReferences(files, reference);
        return files;
    }

    private void addReferences(List<CaseFile> files, ReferenceFiles reference) throws IOException {
        addReference(files, "inventory", request.inventory());
        addReference(files, "lifecycle", request.lifecycle());
        addReference(files, "policy", request.policy());
        for (Path list : reference.policy().listFiles()) {
            addReference(files, "policy-list", list);
        }
    }

    private static CaseFile captured(String name, @Nullable Path path, long events, long unusable) throws IOException {
        return path == null
                ? new CaseFile("capture", name, -1, "", events, unusable)
                : new CaseFile("capture", name, Files.size(path), Sha256.hex(path), events, unusable);
    }

    private static void addReference(List<CaseFile> files, String role, @Nullable Path path) throws IOException {
        if (path != null) {
            String name = String.valueOf(path.getFileName());
            files.add(new CaseFile(role, name, Files.size(path), Sha256.hex(path), 0, 0));
        }
    }

    private CaseFacts facts(KnownCase.Content all, CaseTables tables, List<DetectorEffort> efforts) {
        TreeMap<String, String> parameters = new TreeMap<>();
        parameters.put("windowMillis", "3600000");
        parameters.putAll(all.allArguments());
        if (pseudonyms != null) {
            parameters.put("pseudonymKeyId", pseudonyms.keyId());
        }
        return new CaseFacts(
                request.name().text(),
                place.version(),
                parameters,
                all.files(),
                all.devices(),
                tally(tables.progress()),
                problems,
                efforts,
                locator.describe());
    }

    /** Packets are not shown where devices are hidden: they hold addresses. */
    private CaseEvidence evidence(CaseRun run, CaseResult result, KnownCase.Content all) throws IOException {
        if (!withEvidence) {
            return CaseEvidence.NONE;
        }
        List<CaptureInputs.Recognised> captures = List.of();
        if (pseudonyms == null) {
            List<String> inputs = ReplayRequest.again(all.allArguments()).inputs().stream()
                    .filter(input -> !input.equals("-"))
                    .toList();
            captures = CaptureInputs.open(
                            inputs,
                            null,
                            InputStream.nullInputStream(),
                            DecodeSettings.DEFAULTS,
                            problem -> {}) // told when it was read
                    .recognised();
        }
        return new CaseEvidence(run.events(result.alerts()), captures);
    }

    private List<CaseDevice> devices(ReferenceFiles reference) {
        Map<String, DeviceProfile> profiles = new HashMap<>();
        for (DeviceProfile each : reference.inventory().profiles()) {
            profiles.put(pseudonyms == null ? each.getDeviceId() : pseudonyms.of(each.getDeviceId()), each);
        }
        List<CaseDevice> devices = new ArrayList<>();
        for (String id : tally.devices()) {
            DeviceProfile profile = profiles.get(id);
            devices.add(
                    profile == null
                            ? new CaseDevice(id, "unknown", "unknown", tally.total(id))
                            : new CaseDevice(id, profile.getManufacturer(), profile.getModel(), tally.total(id)));
        }
        return devices;
    }

    private static CaseTally tally(PipelineProgress progress) {
        SortedMap<String, Long> leftOut = new TreeMap<>(progress.getDeadLettered());
        if (progress.getRepeated() > 0) {
            leftOut.put("repeated", progress.getRepeated());
        }
        return new CaseTally(progress.getInputRecords(), progress.getCounted(), leftOut);
    }

    /** How hard was looked; only the report tells it. */
    private List<DetectorEffort> efforts(CaseRun run, KnownCase.Content all, CaseTables tables) {
        if (!withEvidence) {
            return Efforts.detectors().stream().map(DetectorEffort::ran).toList();
        }
        return Efforts.of(all.devices(), tables.counts(), run.reference(), pseudonyms != null);
    }
}
