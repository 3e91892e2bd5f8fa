package io.waybill.streams;

import io.waybill.embedded.Ports;
import io.waybill.streams.fault.BrokerMain;
import io.waybill.streams.fault.FakeClock;
import io.waybill.streams.fault.JvmProcess;
import io.waybill.streams.fault.SlowDisk;
import io.waybill.streams.fault.SmallDisk;
import io.waybill.streams.fault.TcpFaultProxy;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A broker and two instances of a pipeline, each a process, with a link between them that can fail; and somebody who starts again
 * what died, as a supervisor would. Used by one thread.
 */
final class FaultyStack implements AutoCloseable {

    static final int PARTITIONS = 3;

    private static final int INSTANCES = 2;
    private static final int DISK_MEGABYTES = 256;
    private static final Duration JUMP = Duration.ofHours(2);

    private final Path folder;
    private final String name;
    private final Pace pace;
    private final List<String> kafka;
    private final BrokerMain.Ports ports;
    private final TcpFaultProxy proxy;
    private final @Nullable SmallDisk disk;
    private final @Nullable SlowDisk slowDisk;
    private final @Nullable FakeClock instanceClock;
    private final @Nullable FakeClock brokerClock;
    private final List<JvmProcess> instances = new ArrayList<>();
    private JvmProcess broker;
    private int started;
    private int restarts;

    private FaultyStack(
            Path folder,
            String name,
            Pace pace,
            List<String> kafka,
            @Nullable SmallDisk disk,
            @Nullable SlowDisk slowDisk,
            boolean withClocks)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        this.pace = pace;
        this.kafka = new ArrayList<>(pace.settings());
        this.kafka.addAll(kafka);
        this.disk = disk;
        this.slowDisk = slowDisk;
        this.instanceClock = withClocks ? FakeClock.at(folder.resolve("instances.clock")) : null;
        this.brokerClock = withClocks ? FakeClock.at(folder.resolve("broker.clock")) : null;
        int second = Ports.free();
        proxy = TcpFaultProxy.start(0, second);
        ports = new BrokerMain.Ports(Ports.free(), Ports.free(), second, proxy.port());
        broker = startBroker();
    }

    /**
     * Starts it and makes the topics of the case.
     *
     * @param kafka further settings of the instances, {@code key=value}
     * @param faults that will be done to it; with the full or the slow disk among them the broker gets one of its own, which
     *     takes the superuser; with clocks that jump among them libfaketime has to be there
     */
    static FaultyStack start(Path folder, String name, Pace pace, List<String> kafka, List<Fault> faults)
            throws IOException, InterruptedException {
        if (faults.contains(Fault.DISK_FULL) && faults.contains(Fault.DISK_SLOW)) {
            throw new IllegalArgumentException("a disk is full or slow in one run, not both");
        }
        Path mount = folder.resolve("disk");
        SmallDisk disk = faults.contains(Fault.DISK_FULL) ? SmallDisk.mount(mount, DISK_MEGABYTES) : null;
        SlowDisk slowDisk = faults.contains(Fault.DISK_SLOW) ? SlowDisk.mount(mount, DISK_MEGABYTES) : null;
        boolean withClocks = faults.stream().anyMatch(Fault::needsClock);
        FaultyStack stack = new FaultyStack(folder, name, pace, kafka, disk, slowDisk, withClocks);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.ports.bootstrapServers()))) {
            new PipelineTopics(admin).create(PipelineSettings.casePrefix(name), PARTITIONS, true);
        }
        for (int i = 0; i < INSTANCES; i++) {
            stack.startInstance();
        }
        return stack;
    }

    private JvmProcess startBroker() throws IOException {
        Path on = disk == null && slowDisk == null ? folder : folder.resolve("disk");
        return BrokerMain.start(on.resolve("kafka"), folder.resolve("broker.log"), ports, environment(brokerClock));
    }

    private void startInstance() throws IOException {
        instances.add(InstanceMain.start(
                name,
                ports.proxiedServers(),
                ports.registryUrl(),
                PARTITIONS,
                folder.resolve("instance-" + ++started),
                kafka,
                environment(instanceClock)));
    }

    private static Map<String, String> environment(@Nullable FakeClock clock) {
        return clock == null ? Map.of() : clock.environment();
    }

    BrokerMain.Ports ports() {
        return ports;
    }

    /** Waits until every instance has its partitions. */
    void awaitInstances() throws IOException {
        for (JvmProcess instance : instances) {
            instance.awaitReady();
        }
    }

    /** How often something had to be started again that nobody killed. */
    int restarts() {
        return restarts;
    }

    /** Does it, and lets it last for a moment where it lasts. */
    void suffer(Fault fault, Random random) throws IOException, InterruptedException {
        switch (fault) {
            case KILL_INSTANCE -> killInstance(random.nextInt(instances.size()));
            case KILL_BROKER -> {
                broker.kill();
                broker = startBroker();
            }
            case KILL_ALL -> {
                for (JvmProcess instance : instances) {
                    instance.kill();
                }
                instances.clear();
                broker.kill();
                broker = startBroker();
                for (int i = 0; i < INSTANCES; i++) {
                    startInstance();
                }
            }
            case CUT -> {
                proxy.cut();
                last(random);
                proxy.heal();
            }
            case STALL -> {
                proxy.stall();
                last(random);
                proxy.heal();
            }
            case SLOW -> {
                proxy.slow(50, 256 << 10);
                last(random);
                proxy.heal();
            }
            case DISK_FULL -> fillTheDisk(random);
            case DISK_SLOW -> slowTheDisk(random);
            case INSTANCES_AHEAD -> jump(instanceClock, JUMP);
            case INSTANCES_BACK -> jump(instanceClock, JUMP.negated());
            case BROKER_AHEAD -> jump(brokerClock, JUMP);
            case BROKER_BACK -> jump(brokerClock, JUMP.negated());
        }
    }

    private void killInstance(int which) throws IOException, InterruptedException {
        instances.remove(which).kill();
        startInstance();
    }

    private void fillTheDisk(Random random) throws IOException, InterruptedException {
        if (disk == null) {
            throw new IllegalStateException("the broker has no disk of its own");
        }
        disk.fill();
        last(random);
        disk.free();
        broker.kill();
        broker = startBroker();
    }

    private void slowTheDisk(Random random) throws IOException, InterruptedException {
        if (slowDisk == null) {
            throw new IllegalStateException("the broker has no disk of its own");
        }
        slowDisk.slow(4 + random.nextInt(12), 500);
    }

    private static void jump(@Nullable FakeClock clock, Duration by) throws IOException {
        if (clock == null) {
            throw new IllegalStateException("the processes go by a clock that cannot be set");
        }
        clock.jump(by);
    }

    private void last(Random random) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pace.ofAFault(random).toMillis());
    }

    /** Starts again what died without being killed. */
    void supervise() {
        try {
            for (int i = instances.size() - 1; i >= 0; i--) {
                if (!instances.get(i).isAlive()) {
                    instances.remove(i);
                    restarts++;
                    startInstance();
                }
            }
            if (!broker.isAlive()) {
                restarts++;
                broker = startBroker();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot start again what died", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (JvmProcess instance : instances) {
                instance.kill();
            }
            broker.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        proxy.close();
        if (disk != null) {
            disk.close();
        }
        if (slowDisk != null) {
            slowDisk.close();
        }
    }
}
