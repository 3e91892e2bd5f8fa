package io.waybill.cli.ingest;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ReadContext;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.eve.EveJoin;
import io.waybill.captures.live.LiveSource;
import io.waybill.captures.live.LogTail;
import io.waybill.captures.netflow.NetFlowCollector;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.captures.zeek.ZeekFormat;
import io.waybill.captures.zeek.ZeekJoin;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;

/** Carries out one {@code ingest}. Used once, by one thread. */
public final class Ingest {

    /** After the signal, so long is waited for brokers that do not answer. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    /** While brokers are away, publishing waits, and with it reading: that is better than to end. */
    private static final Map<String, String> PATIENT = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(Long.MAX_VALUE),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));

    private final IngestRequest request;
    private final Addresses addresses;
    private final String topicsPrefix;
    private final Terminal terminal;
    private final ProblemReport problems;
    private final IngestTally tally = new IngestTally();
    private final Clock clock = Clock.systemUTC();

    /**
     * An ingest that has not begun.
     *
     * @param topicsPrefix before the names of the pipeline's topics; may be empty
     */
    public Ingest(IngestRequest request, Addresses addresses, String topicsPrefix, Terminal terminal) {
        AvroTrust.vouch();
        this.request = request;
        this.addresses = addresses;
        this.topicsPrefix = topicsPrefix;
        this.terminal = terminal;
        problems = new ProblemReport(terminal);
    }

    /** What became of what was read so far; may be looked at by other threads. */
    public IngestTally tally() {
        return tally;
    }

    /**
     * Runs until the inputs end, or the signal comes.
     *
     * @param standardInput what {@code -} means
     * @return the exit code
     */
    public int run(InputStream standardInput, StopSignal stop)
            throws IOException, InterruptedException, CouldNotRunException {
        requireTopic();
        requireInputs();
        Inventory inventory = request.reference().inventory() == null
                ? Inventory.EMPTY
                : Inventory.read(request.reference().inventory(), problems);
        try (Deadline deadline = new Deadline(stop, LAST_PATIENCE);
                FleetFeed feed = new FleetFeed(
                        addresses.bootstrapServers(), addresses.registry(), topicsPrefix, clock, producerSettings())) {
            publishReference(feed, inventory);
            Publisher publisher = new Publisher(feed, tally);
            ReadContext context = new ReadContext(
                    inventory.addressBook(),
                    inventory.identifiers(),
                    publisher,
                    problem -> {
                        tally.problem();
                        problems.accept(problem);
                    },
                    DecodeSettings.DEFAULTS,
                    tally.bounds());
            if (request.ends()) {
                CaptureDecoder.decode(
                        request.inputs(), request.format(), new StoppableInput(standardInput, stop), context);
                publisher.flush();
            } else {
                follow(context, publisher, stop);
            }
            terminal.say(tally.toString());
        } catch (InterruptException e) {
            throw new CouldNotRunException(
                    addresses.bootstrapServers()
                            + " does not answer; what it has not stored is published by the next run",
                    e);
        }
        problems.finish();
        return problems.exitCode();
    }

    /** Whoever sets these otherwise knows why. */
    private Map<String, String> producerSettings() {
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.putAll(addresses.client());
        return settings;
    }

    private void requireTopic() throws CouldNotRunException {
        String topic = Topic.CONNECTION.name(topicsPrefix);
        try (Admin admin = Brokers.connect(addresses)) {
            if (!new PipelineTopics(admin).names().contains(topic)) {
                throw Brokers.without(topic, addresses);
            }
        }
    }

    /** A place that is not there yet may come; one whose folder is not there is a slip of the pen. */
    private void requireInputs() throws CouldNotRunException {
        if (request.ends()) {
            return;
        }
        for (Path place : request.places()) {
            Path folder = place.getParent();
            if (!Files.exists(place) && (folder == null || !Files.isDirectory(folder))) {
                throw new CouldNotRunException(place + ": no such file or folder");
            }
        }
    }

    private void publishReference(FleetFeed feed, Inventory inventory) throws IOException {
        inventory.profiles().forEach(feed::send);
        if (request.reference().lifecycle() != null) {
            Lifecycle.read(request.reference().lifecycle(), problems).forEach(feed::send);
        }
        if (request.reference().policy() != null) {
            PolicyFile.read(request.reference().policy(), problems).rules().forEach(feed::send);
        }
        feed.flush();
    }

    private void follow(ReadContext context, Publisher publisher, StopSignal stop)
            throws IOException, InterruptedException, CouldNotRunException {
        try (Positions positions = Positions.open(request.positionsFile())) {
            List<LiveSource> sources = new ArrayList<>();
            try {
                if (!request.inputs().isEmpty()) {
                    sources.add(tail(context, positions));
                    terminal.say("following " + String.join(", ", request.inputs()) + "; positions in "
                            + request.positionsFile());
                }
                if (request.netflowPort() != null) {
                    sources.add(collector(context, request.netflowPort()));
                }
                terminal.say("Ctrl-C stops");
                new IngestRun(sources, publisher, positions, clock).untilStopped(stop);
            } finally {
                for (LiveSource source : sources) {
                    source.close();
                }
            }
        }
    }

    private LiveSource tail(ReadContext context, Positions positions) {
        return new LogTail(
                request.places(),
                context,
                positions.marks(),
                List.of(
                        new LogTail.Followable(
                                new ZeekFormat(),
                                new ZeekJoin(context, clock, request.patience(), request.openAfter())),
                        new LogTail.Followable(new EveFormat(), new EveJoin(context))));
    }

    private LiveSource collector(ReadContext context, int port) throws IOException, CouldNotRunException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(request.netflowBind()), port);
        try {
            NetFlowCollector collector = new NetFlowCollector(address, context);
            terminal.result("netflow   " + request.netflowBind() + ":" + collector.port());
            return collector;
        } catch (IOException e) {
            throw new CouldNotRunException(
                    "UDP port " + port + " of " + request.netflowBind() + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
