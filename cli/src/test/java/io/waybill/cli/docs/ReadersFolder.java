package io.waybill.cli.docs;

import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a reader of the documentation has at hand: the launcher, captures of a few phones with their inventory, a folder of Zeek's
 * logs, flows that {@code nfdump} printed, the usage logs of a device management system, and a home with nothing of Waybill in it.
 */
final class ReadersFolder {

    private static final String ZEEK_CONN = """
            #separator \\x09
            #set_separator	,
            #empty_field	(empty)
            #unset_field	-
            #path	conn
            #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	orig_bytes	resp_bytes	conn_state
            1772438400.1	CHhAvV	10.0.0.5	40000	42.62.48.1	443	tcp	ssl	2.5	100	200	SF
            1772438460.7	CKx81m	10.0.0.6	40001	142.250.180.3	80	tcp	http	0.2	80	120	SF
            """;
    private static final String ZEEK_SSL = """
            #separator \\x09
            #path	ssl
            #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	server_name
            1772438400.2	CHhAvV	10.0.0.5	40000	42.62.48.1	443	api.account.xiaomi.com
            """;
    private static final String FLOWS = """
            ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt
            2026-03-02 09:00:00,2026-03-02 09:00:01,1.000,10.0.0.5,42.62.48.9,52324,443,TCP,...AP.S.,0,0,4,400,0,0
            2026-03-02 09:00:00,2026-03-02 09:00:01,1.000,42.62.48.9,10.0.0.5,443,52324,TCP,...AP.S.,0,0,3,3000,0,0
            Summary
            flows,bytes,packets,avg_bps,avg_pps,avg_bpp
            2,3400,7,27200,7,485
            """;
    private static final String USAGE_LOGS = """
            {"device":"enterprises/LC01/devices/sample-mi-4","user":"enterprises/LC01/users/1",\
            "retrievalTime":"2026-03-02T10:00:00Z","usageLogEvents":[{"eventId":"1","eventTime":"2026-03-02T09:00:00Z",\
            "eventType":"CONNECT","connectEvent":{"destinationIpAddress":"42.62.48.1","destinationPort":443,\
            "packageName":"com.xiaomi.xmsf"}}]}
            """;
    private static final String RESETS = """
            {"deviceId":"sample-mi-4","time":"2026-03-02T08:00:00Z","kind":"FACTORY_RESET"}
            """;

    private ReadersFolder() {}

    /** Fills the folder; the launcher starts the command from {@link SharedClasses}, with the first compiler alone. */
    static void fill(Path folder) throws IOException {
        SampleCapture.write(folder);
        Path capture = folder.resolve("phones.pcap");
        Files.move(folder.resolve(SampleCapture.CAPTURE), capture);
        Files.move(folder.resolve(SampleCapture.INVENTORY), folder.resolve("phones.csv"));
        for (String copy : new String[] {"before.pcap", "after.pcap", "archive/monday.pcap"}) {
            Files.createDirectories(folder.resolve("archive"));
            Files.copy(capture, folder.resolve(copy));
        }
        write(folder, "zeek-logs/conn.log", ZEEK_CONN);
        write(folder, "zeek-logs/ssl.log", ZEEK_SSL);
        write(folder, "flows.csv", FLOWS);
        write(folder, "usage-logs/batch.jsonl", USAGE_LOGS);
        write(folder, "resets.jsonl", RESETS);
        // So that curl's exit code says what the server thought of it.
        write(folder, "home/.curlrc", "fail\nsilent\nshow-error\n");
        String command = String.join(
                " ",
                SharedClasses.command().stream().map(word -> "'" + word + "'").toList());
        Path launcher = write(folder, "waybill", "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
