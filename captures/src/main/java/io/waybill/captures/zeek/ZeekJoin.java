package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.live.GrowingLog;
import io.waybill.captures.live.LogJoin;
import io.waybill.captures.text.LineReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Joins Zeek's logs while they grow. Zeek writes a connection when it is over, and each log through a buffer of its own; so a
 * row of conn waits a while for the others to say its name. Names come from what was read since the beginning of the files at
 * hand, and the oldest are forgotten. Connections that are open still are handed over when {@link OpenConnections} says so, names
 * without connection are not. Not thread-safe.
 */
public final class ZeekJoin implements LogJoin {
    /** Rows that wait, at most; beyond it the first one of its log goes at once, and is counted. */
    static final int MAX_WAITING = 65_536;

    private static final Set<ZeekKind> ALL = EnumSet.allOf(ZeekKind.class);

    private final ReadContext context;
    private final Clock clock;
    private final long patienceMillis;
    private final UidTable table;
    private final DnsHistory dns;
    private final ConnEvents events;
    private final SideNames names;
    private final OpenConnections open;
    private final BoundHits.Totals bounds;
    private final List<Log> logs = new ArrayList<>();
    private int waiting;
    private long hurried;

    /**
     * Hands events to the context.
     *
     * @param patience how long, by this clock, a connection waits for its name
     * @param openAfter how long a connection is open, or not heard of by this clock, before it is told although it has not ended
     */
    public ZeekJoin(ReadContext context, Clock clock, Duration patience, Duration openAfter) {
        this.context = context;
        this.clock = clock;
        patienceMillis = patience.toMillis();
        int maxRows = context.settings().maxJoinRows();
        table = UidTable.forgetting(maxRows);
        dns = DnsHistory.forgetting(context.settings().maxDnsAnswers(), maxRows);
        DeviceIds devices = new DeviceIds(context.devices());
        events = new ConnEvents(devices, table, dns);
        names = new SideNames(context.devices(), devices, table, dns);
        open = new OpenConnections(
                openAfter, OpenConnections.MAX_OPEN, each -> hand(each.row(), each.log(), each.line()));
        bounds = context.bounds().totals();
    }

    /** A row of conn that waits. */
    private record Waiting(ZeekRow row, long line, long sinceMillis) {}

    @Override
    public GrowingLog open(String name) {
        Log log = new Log(name);
        logs.add(log);
        return log;
    }

    @Override
    public void caughtUp() {
        long now = clock.millis();
        logs.forEach(log -> log.release(now));
        logs.removeIf(log -> log.closed && log.queue.isEmpty());
        open.release(now);
        bounds.reached(Bound.WAITING_ROWS, hurried);
        bounds.reached(Bound.NAMES, table.dropped());
        bounds.reached(Bound.DNS_ANSWERS, dns.dropped());
        bounds.reached(Bound.LEASES, names.leasesDropped());
        bounds.reached(Bound.OPEN_CONNECTIONS, open.hurried());
    }

    /** Hands over a row whose event was made once before, when it was read: one that cannot be used was refused there. */
    private void hand(ZeekRow row, String log, long line) {
        try {
            context.connections().accept(events.ofConn(row, log, line));
        } catch (BadRecordException e) {
            throw new IllegalStateException("was taken before", e);
        }
    }

    @Override
    public long boundHits() {
        return hurried + table.dropped() + dns.dropped() + names.leasesDropped() + open.hurried();
    }

    private final class Log implements GrowingLog {
        private final String name;
        private final ZeekLines lines;
        private final Deque<Waiting> queue = new ArrayDeque<>();
        private long read;
        private boolean closed;

        Log(String name) {
            this.name = name;
            lines = new ZeekLines(name, context.settings().maxRecordBytes());
        }

        @Override
        public void take(LineReader line, long number, boolean told) throws BadRecordException {
            read = number;
            ZeekKind kind = lines.take(line, ALL);
            if (kind == null) {
                return;
            }
            if (kind == ZeekKind.OPEN_CONN && lines.row().has(ZeekField.UID)) {
                events.ofConn(lines.row(), name, number); // refuses what it refuses here, as below
                long duration = lines.row().intervalMillis(ZeekField.DURATION);
                open.heard(lines.row(), name, number, duration, clock.millis());
            } else if (kind != ZeekKind.CONN && kind != ZeekKind.OPEN_CONN) {
                names.take(kind, lines.row());
                if (kind == ZeekKind.DNS && !told) {
                    query(number);
                }
            } else {
                connection(number, told);
            }
        }

        private void connection(long number, boolean told) throws BadRecordException {
            if (lines.row().has(ZeekField.UID)) {
                open.ended(lines.row());
            }
            if (!told) {
                events.ofConn(lines.row(), name, number); // refuses here, where the line is known, what it refuses
                await(lines.row(), number);
            }
        }

        private void query(long number) throws BadRecordException {
            String query = names.isFurtherQuery(lines.row()) ? DnsRows.tellingQuery(lines.row()) : null;
            if (query != null) {
                context.connections().accept(events.ofQuery(lines.row(), query, name, number));
            }
        }

        private void await(ZeekRow row, long number) {
            if (waiting >= MAX_WAITING && !queue.isEmpty()) {
                hurried++;
                tell(queue.removeFirst());
            }
            queue.addLast(new Waiting(row.copy(), number, clock.millis()));
            waiting++;
        }

        void release(long now) {
            while (!queue.isEmpty() && now - queue.getFirst().sinceMillis >= patienceMillis) {
                tell(queue.removeFirst());
            }
        }

        private void tell(Waiting row) {
            waiting--;
            hand(row.row, name, row.line);
        }

        @Override
        public long settledLines() {
            return queue.isEmpty() ? read : queue.getFirst().line - 1;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
