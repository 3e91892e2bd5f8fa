package io.waybill.captures.zeek;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.ReportedNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the logs beside conn tell: names by uid, DNS answers by device, DHCP leases. */
final class SideNames {
    private static final long LEASE_MILLIS_IF_UNSAID = 86_400_000;

    private final DeviceResolver resolver;
    private final DeviceIds devices;
    private final UidTable table;
    private final DnsHistory dns;
    private boolean rowsWithoutUid;
    private boolean furtherQueries;

    private long leasesDropped;

    SideNames(DeviceResolver resolver, DeviceIds devices, UidTable table, DnsHistory dns) {
        this.resolver = resolver;
        this.devices = devices;
        this.table = table;
        this.dns = dns;
    }

    void take(ZeekKind kind, ZeekRow row) throws BadRecordException {
        switch (kind) {
            case SSL, QUIC, HTTP -> put(kind, row);
            case DNS -> {
                put(kind, row);
                furtherQueries |= isFurtherQuery(row);
                learnAnswers(row);
            }
            case DHCP -> lease(row);
            case CONN, OPEN_CONN -> throw new IllegalStateException("not a log of names: " + kind);
        }
    }

    private void put(ZeekKind kind, ZeekRow row) throws BadRecordException {
        String name = nameIn(kind, row);
        if (row.has(ZeekField.UID)) {
            table.put(row.uidHash(), UidTable.Finding.of(kind), name);
        } else {
            rowsWithoutUid = true;
        }
    }

    /** The name that a row gives its connection; null where it gives none. */
    static @Nullable String nameIn(ZeekKind kind, ZeekRow row) throws BadRecordException {
        return kind == ZeekKind.DNS
                ? DnsRows.tellingQuery(row)
                : ReportedNames.of(row.text(kind == ZeekKind.HTTP ? ZeekField.HOST : ZeekField.SERVER_NAME));
    }

    /** Leases that were not taken because of the bound. */
    long leasesDropped() {
        return leasesDropped;
    }

    /** Whether there were rows that can be joined with nothing. */
    boolean sawRowsWithoutUid() {
        return rowsWithoutUid;
    }

    /**
     * Whether a dns row is a contact of its own: one where no connection follows that would tell the name better, beside the one
     * whose name its socket's conn row has.
     */
    boolean isFurtherQuery(ZeekRow row) throws BadRecordException {
        String query = DnsRows.tellingQuery(row);
        if (query == null || !row.has(ZeekField.UID)) {
            return false;
        }
        int slot = table.find(row.uidHash());
        return slot >= 0 && !query.equals(table.host(slot));
    }

    /** Whether {@link #isFurtherQuery} was true of a row. */
    boolean sawFurtherQueries() {
        return furtherQueries;
    }

    private void learnAnswers(ZeekRow row) throws BadRecordException {
        String host = ReportedNames.of(row.text(ZeekField.QUERY));
        List<String> answers = row.texts(ZeekField.ANSWERS);
        if (host == null || answers.isEmpty() || DnsRows.isLocal(row)) {
            return;
        }
        long time = row.timeMillis();
        String device = devices.id(new Endpoint(row.mac(ZeekField.ORIG_L2_ADDR), row.ip(ZeekField.ORIG_H), 0), time);
        List<String> ttls = row.texts(ZeekField.TTLS);
        for (int i = 0; i < answers.size(); i++) {
            byte[] ip = AddressParser.ip(answers.get(i));
            if (ip != null) {
                dns.learn(device, ip, host, time, i < ttls.size() ? seconds(ttls.get(i)) * 1_000 : 0);
            }
        }
    }

    /** Whole seconds; 0 where it is no number, which then holds for the shortest time. */
    private static long seconds(String text) {
        long value = 0;
        for (int i = 0; i < text.length() && i < 9; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private void lease(ZeekRow row) throws BadRecordException {
        byte[] mac = row.mac(ZeekField.MAC);
        if (mac == null || !row.has(ZeekField.ASSIGNED_ADDR)) {
            return;
        }
        long from = row.timeMillis();
        long holds = row.has(ZeekField.LEASE_TIME) ? row.intervalMillis(ZeekField.LEASE_TIME) : LEASE_MILLIS_IF_UNSAID;
        boolean taken = resolver.lease(mac, row.ip(ZeekField.ASSIGNED_ADDR), from, from + holds);
        leasesDropped += taken ? 0 : 1;
    }
}
