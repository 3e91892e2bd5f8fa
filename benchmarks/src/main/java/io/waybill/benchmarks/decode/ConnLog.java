package io.waybill.benchmarks.decode;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Writes Zeek's conn.log of a fleet's everyday traffic, as tab-separated text. The same number and seed give the same file. */
public final class ConnLog {

    private static final String HEADER = """
            #separator \\x09
            #set_separator\t,
            #empty_field\t(empty)
            #unset_field\t-
            #path\tconn
            #open\t2023-11-14-22-13-20
            #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\
            \tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\
            \ttunnel_parents
            #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\
            \tstring\tcount\tcount\tcount\tcount\tset[string]
            """;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final String[] KINDS = {
        "443\ttcp\tssl", "443\ttcp\tssl", "443\ttcp\tssl", "53\tudp\tdns", "80\ttcp\t-"
    };

    private ConnLog() {}

    /** Writes so many rows. */
    public static void write(Path file, long rows, long seed) throws IOException {
        Random random = new Random(seed);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (long row = 0; row < rows; row++) {
                out.write(row(random, row));
            }
        }
    }

    private static String row(Random random, long row) {
        int kind = random.nextInt(KINDS.length);
        boolean unanswered = kind == KINDS.length - 1;
        long micros = START_MICROS + 10_000 * row;
        long sentPackets = 1 + random.nextInt(40);
        long receivedPackets = unanswered ? 0 : 1 + random.nextInt(80);
        int phone = random.nextInt(2_000);
        return seconds(micros)
                + "\tC" + Long.toString(random.nextLong() >>> 4 | 1L << 59, 36).toUpperCase(Locale.ROOT) + row % 10_000
                + "\t10.1." + phone / 250 + "." + (1 + phone % 250) + "\t" + (1_024 + random.nextInt(60_000))
                + "\t203.0." + random.nextInt(200) + "." + (1 + random.nextInt(250)) + "\t" + KINDS[kind]
                + "\t" + seconds(random.nextInt(30_000_000)) + "\t" + 200 * sentPackets + "\t" + 900 * receivedPackets
                + (unanswered ? "\tS0\tT\tF\t0\tS\t" : "\tSF\tT\tF\t0\tShADadFf\t") + sentPackets
                + "\t" + 240 * sentPackets + "\t" + receivedPackets + "\t" + 940 * receivedPackets + "\t-\n";
    }

    private static String seconds(long micros) {
        return micros / 1_000_000 + "."
                + Long.toString(1_000_000 + micros % 1_000_000).substring(1);
    }
}
