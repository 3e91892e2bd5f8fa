package io.waybill.streams.fault;

import io.waybill.embedded.EmbeddedBroker;
import io.waybill.embedded.EmbeddedBroker.SecondListener;
import io.waybill.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker and registry in a process of their own, on fixed ports, until killed. */
public final class BrokerMain {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

    private BrokerMain() {}

    /**
     * Where it is.
     *
     * @param port of the broker, for those who come straight
     * @param registryPort of the registry
     * @param second port for those who come through the proxy
     * @param proxied port of the proxy, which the broker tells them to use
     */
    public record Ports(int port, int registryPort, int second, int proxied) {

        /** For those who come straight. */
        public String bootstrapServers() {
            return "127.0.0.1:" + port;
        }

        /** For those who come through the proxy. */
        public String proxiedServers() {
            return "127.0.0.1:" + proxied;
        }

        /** Never through the proxy. */
        public String registryUrl() {
            return "http://127.0.0.1:" + registryPort;
        }

        List<String> arguments(Path folder) {
            return List.of(
                    folder.toString(),
                    Integer.toString(port),
                    Integer.toString(registryPort),
                    Integer.toString(second),
                    Integer.toString(proxied));
        }
    }

    /** Starts the process and waits until it takes requests. */
    public static JvmProcess start(Path folder, Path log, Ports ports, Map<String, String> environment)
            throws IOException {
        JvmProcess process = JvmProcess.start(BrokerMain.class, "400m", log, ports.arguments(folder), environment);
        process.awaitReady();
        return process;
    }

    /** Arguments: folder and four ports. */
    public static void main(String[] args) throws InterruptedException {
        try {
            run(args);
        } catch (IOException e) {
            LOG.error("the broker did not start", e);
            // Threads of it that go on would keep those waiting who want to know whether it is ready.
            Runtime.getRuntime().halt(1);
        }
        Thread.currentThread().join();
    }

    private static void run(String[] args) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(args[0]),
                Integer.parseInt(args[1]),
                new SecondListener(Integer.parseInt(args[3]), Integer.parseInt(args[4])));
        EmbeddedRegistry.start(broker.bootstrapServers(), Integer.parseInt(args[2]));
        System.out.println(JvmProcess.READY);
        System.out.flush();
    }
}
