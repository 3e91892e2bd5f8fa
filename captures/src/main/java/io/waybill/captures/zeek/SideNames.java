package io.waybill.captures.zeek;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.HostNames;
import io.waybill.captures.device.IpScope;
import org.jspecify.annotations.Nullable;

/** First reading: names by uid, DNS answers by device, DHCP leases. */
final class SideNames {
    private static final long LEASE_MILLIS_IF_UNSAID = 86_400_000;
    private static final int MDNS_PORT = 5353;
    private static final int LLMNR_PORT = 5355;

    private final DeviceResolver resolver;
    private final DeviceIds devices;
    private final UidTable table;
    private final DnsHistory dns;
    private boolean rowsWithoutUid;

    SideNames(DeviceResolver resolver, DeviceIds devices, UidTable table, DnsHistory dns) {
        this.resolver = resolver;
        this.devices = devices;
        this.table = table;
        this.dns = dns;
    }

    void take(ZeekKind kind, ZeekRow row) throws BadRecordException {
        switch (kind) {
            case SSL -> put(row, UidTable.Finding.TLS, row.text(ZeekField.SERVER_NAME));
            case QUIC -> put(row, UidTable.Finding.QUIC, row.text(ZeekField.SERVER_NAME));
            case HTTP -> put(row, UidTable.Finding.HTTP, row.text(ZeekField.HOST));
            case DNS -> {
                put(row, UidTable.Finding.DNS, null);
                learnAnswers(row);
            }
            case DHCP -> lease(row);
            case CONN, OPEN_CONN -> throw new IllegalStateException("not a log of names: " + kind);
        }
    }

    private void put(ZeekRow row, UidTable.Finding finding, @Nullable String name) {
        if (row.has(ZeekField.UID)) {
            table.put(row.uidHash(), finding, HostNames.of(name));
        } else {
            rowsWithoutUid = true;
        }
    }

    /** Whether there were rows that can be joined with nothing. */
    boolean sawRowsWithoutUid() {
        return rowsWithoutUid;
    }

    private void learnAnswers(ZeekRow row) throws BadRecordException {
        String host = HostNames.of(row.text(ZeekField.QUERY));
        String answers = row.text(ZeekField.ANSWERS);
        if (host == null || answers == null) {
            return;
        }
        int port = row.port(ZeekField.RESP_P);
        byte[] server = row.ip(ZeekField.RESP_H);
        if (port == MDNS_PORT || port == LLMNR_PORT || IpScope.isForMany(server)) {
            return;
        }
        long time = row.timeMillis();
        String device = devices.id(new Endpoint(row.mac(ZeekField.ORIG_L2_ADDR), row.ip(ZeekField.ORIG_H), 0), time);
        String[] texts = answers.split(",");
        String[] ttls = String.valueOf(row.text(ZeekField.TTLS)).split(",");
        for (int i = 0; i < texts.length; i++) {
            byte[] ip = AddressParser.ip(texts[i]);
            if (ip != null) {
                dns.learn(device, ip, host, time, i < ttls.length ? seconds(ttls[i]) * 1_000 : 0);
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
        resolver.lease(mac, row.ip(ZeekField.ASSIGNED_ADDR), from, from + holds);
    }
}
