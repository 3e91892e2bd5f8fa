package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all logs of one call in up to three rounds: names, answers and leases; then connections; then what no connection
 * asked for. Memory holds what is joined, never the logs.
 */
final class ZeekReading {
    private static final Logger LOG = LoggerFactory.getLogger(ZeekReading.class);
    private static final Set<ZeekKind> NAMES = EnumSet.of(ZeekKind.DNS, ZeekKind.SSL, ZeekKind.HTTP, ZeekKind.QUIC);
    private static final Set<ZeekKind> NAMES_AND_LEASES =
            EnumSet.of(ZeekKind.DNS, ZeekKind.SSL, ZeekKind.HTTP, ZeekKind.QUIC, ZeekKind.DHCP);

    private final ReadContext context;
    private final List<ZeekLog> logs;
    private final UidTable table;
    private final DnsHistory dns;
    private final UidTable.Seen seen;
    private final ConnEvents events;
    private final SideNames names;
    private final Map<Long, DeviceConnection> open = new LinkedHashMap<>();

    ZeekReading(Rereadable inputs, ReadContext context) {
        this.context = context;
        logs = inputs.inputs().stream()
                .map(input -> new ZeekLog(input, context, inputs.wasStream(input)))
                .toList();
        int maxRows = context.settings().maxJoinRows();
        table = new UidTable(maxRows);
        dns = new DnsHistory(context.settings().maxDnsAnswers(), maxRows);
        seen = new UidTable.Seen(maxRows);
        DeviceIds devices = new DeviceIds(context.devices());
        events = new ConnEvents(devices, table, dns);
        names = new SideNames(context.devices(), devices, table, dns);
    }

    void run() throws IOException {
        for (ZeekLog log : logs) {
            if (log.mayHold(NAMES_AND_LEASES)) {
                log.read(NAMES_AND_LEASES, (kind, row, line) -> names.take(kind, row));
            }
        }
        readConnections(ZeekKind.CONN);
        readConnections(ZeekKind.OPEN_CONN);
        open.values().forEach(context.connections()::accept);
        for (ZeekLog log : logs) {
            boolean left = table.unused() > 0 || names.sawRowsWithoutUid() || names.sawFurtherQueries();
            if (left && log.mayHold(NAMES)) {
                log.read(NAMES, (kind, row, line) -> takeLeftover(log, kind, row, line));
            }
        }
        logs.forEach(ZeekLog::reportUnread);
        reportBounds();
    }

    private void readConnections(ZeekKind wanted) throws IOException {
        Set<ZeekKind> kinds = EnumSet.of(wanted);
        for (ZeekLog log : logs) {
            if (log.mayHold(kinds)) {
                log.read(kinds, (kind, row, line) -> takeConnection(log, kind, row, line));
            }
        }
    }

    /** The same connection may stand in several logs (labelled copies, open ones): the first one of conn, the last of open_conn. */
    private void takeConnection(ZeekLog log, ZeekKind kind, ZeekRow row, long line) throws BadRecordException {
        DeviceConnection event = events.ofConn(row, log.name(), line);
        if (!row.has(ZeekField.UID)) {
            context.connections().accept(event);
            return;
        }
        long uid = row.uidHash();
        if (kind == ZeekKind.CONN) {
            if (seen.add(uid)) {
                context.connections().accept(event);
            }
        } else if (open.containsKey(uid) || seen.add(uid)) {
            open.put(uid, event);
        }
    }

    private void takeLeftover(ZeekLog log, ZeekKind kind, ZeekRow row, long line) throws BadRecordException {
        String query = kind == ZeekKind.DNS && names.isFurtherQuery(row) ? DnsRows.tellingQuery(row) : null;
        if (query != null) {
            DeviceConnection event = events.ofQuery(row, query, log.name(), line);
            if (seen.add(UidTable.hash(event.getEventId()))) {
                context.connections().accept(event);
            }
            return;
        }
        boolean joined = row.has(ZeekField.UID) && (table.isUsedOrAbsent(row.uidHash()) || !seen.add(row.uidHash()));
        if (!joined) {
            context.connections().accept(events.ofOther(kind, row, log.name(), line));
        }
    }

    private void reportBounds() {
        context.bounds().add(Bound.NAMES, table.dropped());
        context.bounds().add(Bound.DNS_ANSWERS, dns.dropped());
        context.bounds().add(Bound.LEASES, names.leasesDropped());
        context.bounds().add(Bound.REPEATS, seen.dropped());
        report(table.dropped(), "rows of ssl, http, quic and dns logs were not joined");
        report(names.leasesDropped(), "leases were not taken");
        report(dns.dropped(), "DNS answers were not remembered");
        if (seen.dropped() > 0) {
            LOG.warn("{} connections were not compared with earlier ones for repeats", seen.dropped());
        }
    }

    private void report(long count, String what) {
        if (count > 0) {
            context.problems()
                    .accept(new InputProblem(
                            logs.get(0).name(),
                            "file",
                            0,
                            count + " " + what + ": over the bound of "
                                    + context.settings().maxJoinRows() + " at once; give fewer logs at a time"));
        }
    }
}
