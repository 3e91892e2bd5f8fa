package io.waybill.captures.zeek;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that are read, over all kinds of log. */
enum ZeekField {
    TS("ts"),
    UID("uid"),
    ORIG_H("id.orig_h"),
    ORIG_P("id.orig_p"),
    RESP_H("id.resp_h"),
    RESP_P("id.resp_p"),
    PROTO("proto"),
    SERVICE("service"),
    DURATION("duration"),
    ORIG_BYTES("orig_bytes"),
    RESP_BYTES("resp_bytes"),
    CONN_STATE("conn_state"),
    ORIG_PKTS("orig_pkts"),
    ORIG_IP_BYTES("orig_ip_bytes"),
    RESP_PKTS("resp_pkts"),
    RESP_IP_BYTES("resp_ip_bytes"),
    ORIG_L2_ADDR("orig_l2_addr"),
    RESP_L2_ADDR("resp_l2_addr"),
    QUERY("query"),
    QTYPE("qtype"),
    TRANS_ID("trans_id"),
    RCODE("rcode"),
    ANSWERS("answers"),
    TTLS("TTLs"),
    VERSION("version"),
    SERVER_NAME("server_name"),
    ESTABLISHED("established"),
    HOST("host"),
    STATUS_CODE("status_code"),
    TRANS_DEPTH("trans_depth"),
    SERVER_SCID("server_scid"),
    CLIENT_INITIAL_DCID("client_initial_dcid"),
    MAC("mac"),
    ASSIGNED_ADDR("assigned_addr"),
    LEASE_TIME("lease_time"),
    PATH("_path");

    static final int COUNT = values().length;
    private static final Map<String, ZeekField> BY_NAME = byName();

    private final String title;

    ZeekField(String title) {
        this.title = title;
    }

    private static Map<String, ZeekField> byName() {
        Map<String, ZeekField> names = new HashMap<>();
        for (ZeekField field : values()) {
            names.put(field.title, field);
            names.put(field.title.replace("id.", "id_"), field);
        }
        names.put("@stream", PATH);
        names.put("assigned_ip", ASSIGNED_ADDR); // before Zeek 2.6
        return names;
    }

    /** The field of this name, in any of its spellings; null where it is not read. */
    static @Nullable ZeekField named(String name) {
        return BY_NAME.get(name);
    }

    String title() {
        return title;
    }
}
