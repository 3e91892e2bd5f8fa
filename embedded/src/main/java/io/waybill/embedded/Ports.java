package io.waybill.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. Thread-safe. */
public final class Ports {

    /** The loopback address. */
    public static final String LOOPBACK = "127.0.0.1";

    /**
     * Free ones are chosen below those that a system gives to connections that go out and to whoever asks for any (from 32,768 on Linux,
     * 49,152 elsewhere): one of these would take the port between its choice and its use.
     */
    private static final int FIRST = 15_000;

    private static final int BEHIND_LAST = 32_000;

    /** So many are remembered before that starts over. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Given out as free: who asked may not have taken them yet, so nobody else in this process gets them. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** One that is free now and was given to nobody else in this process. */
    public static int free() {
        if (GIVEN.size() > MOST_REMEMBERED) {
            GIVEN.clear();
        }
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try {
            check(port);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * The wanted port, or for 0 a free one.
     *
     * @throws IOException when the wanted port is taken
     */
    static int free(int wanted) throws IOException {
        if (wanted == 0) {
            return free();
        }
        check(wanted);
        return wanted;
    }

    private static void check(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: connections of an earlier run that are still winding down do not keep the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
        } catch (IOException e) {
            throw new IOException("port " + port + " of " + LOOPBACK + " is taken by another program", e);
        }
    }
}
