package io.waybill.captures.zeek;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The logs that are used. */
enum ZeekKind {
    CONN,
    OPEN_CONN,
    DNS,
    SSL,
    HTTP,
    QUIC,
    DHCP;

    /** By the log's own word for itself ({@code #path}, {@code _path}, {@code @stream}); null where it is another log. */
    static @Nullable ZeekKind ofPath(String path, String fileName) {
        return switch (path) {
            case "conn" -> fileName.contains("open_conn") ? OPEN_CONN : CONN;
            case "open_conn", "conn_long" -> OPEN_CONN;
            case "dns" -> DNS;
            case "ssl", "open_ssl" -> SSL;
            case "http", "open_http" -> HTTP;
            case "quic" -> QUIC;
            case "dhcp" -> DHCP;
            default -> null;
        };
    }

    /** By the fields a log has, for logs that do not say what they are; null where they fit none. */
    static @Nullable ZeekKind ofFields(Set<ZeekField> fields, String fileName) {
        if (fields.contains(ZeekField.ASSIGNED_ADDR) && fields.contains(ZeekField.MAC)) {
            return DHCP;
        }
        boolean connection = fields.contains(ZeekField.UID)
                && fields.contains(ZeekField.ORIG_H)
                && fields.contains(ZeekField.RESP_H);
        if (!connection) {
            return null;
        }
        if (fields.contains(ZeekField.CONN_STATE)) {
            return fileName.contains("open_conn") ? OPEN_CONN : CONN;
        }
        if (fields.contains(ZeekField.TRANS_DEPTH)) {
            return HTTP;
        }
        if (fields.contains(ZeekField.CLIENT_INITIAL_DCID)) {
            return QUIC;
        }
        if (fields.contains(ZeekField.ESTABLISHED)) {
            return SSL;
        }
        return fields.contains(ZeekField.QUERY) ? DNS : null;
    }
}
