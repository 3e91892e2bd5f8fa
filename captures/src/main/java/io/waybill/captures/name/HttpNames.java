package io.waybill.captures.name;

import io.waybill.schemas.HostSource;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The first HTTP/1 request of a stream: its Host header, or the target of an absolute-form or CONNECT request. */
final class HttpNames {

    private static final byte[][] METHODS = methods(
            "GET ",
            "POST ",
            "HEAD ",
            "PUT ",
            "DELETE ",
            "OPTIONS ",
            "PATCH ",
            "CONNECT ",
            "TRACE ",
            "PROPFIND ",
            "NOTIFY ",
            "SUBSCRIBE ",
            "REPORT ",
            "MKCOL ",
            "MOVE ",
            "COPY ");
    private static final String CONNECT = "CONNECT ";

    private HttpNames() {}

    private static byte[][] methods(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    static boolean looksLikeStart(byte[] data, int at, int length) {
        for (byte[] method : METHODS) {
            int compared = Math.min(length, method.length);
            int i = 0;
            while (i < compared && data[at + i] == method[i]) {
                i++;
            }
            if (i == compared) {
                return true;
            }
        }
        return false;
    }

    static Look look(byte[] data, int at, int length) {
        int end = at + length;
        int lineEnd = lineEnd(data, at, end);
        if (lineEnd < 0) {
            return Look.MORE;
        }
        String line = new String(data, at, Math.min(lineEnd - at, 2_048), StandardCharsets.ISO_8859_1);
        boolean connect = line.startsWith(CONNECT);
        String target = target(line, connect);
        String host = null;
        int next = lineEnd + 1;
        while (true) {
            int headerEnd = lineEnd(data, next, end);
            if (headerEnd < 0) {
                boolean enough = !connect && host != null;
                return enough ? Look.found(finding(target, host)) : Look.soFar(finding(target, host));
            }
            if (headerEnd == next || headerEnd == next + 1 && data[next] == '\r') {
                return connect
                        ? inside(data, headerEnd + 1, end, finding(target, host))
                        : Look.found(finding(target, host));
            }
            if (host == null) {
                host = hostHeader(data, next, headerEnd);
            }
            next = headerEnd + 1;
        }
    }

    /** A tunnel through a proxy: the TLS inside names the destination better. */
    private static Look inside(byte[] data, int at, int end, Finding soFar) {
        if (at >= end) {
            return Look.soFar(soFar);
        }
        if (!TlsNames.looksLikeStart(data, at, end - at)) {
            return Look.found(soFar);
        }
        Look look = TlsNames.look(data, at, end - at);
        Finding inner = look.finding();
        if (inner == null || inner.host() == null) {
            return new Look(look.more(), soFar);
        }
        return look;
    }

    private static Finding finding(@Nullable String target, @Nullable String host) {
        return Finding.of(target != null ? target : host, HostSource.HTTP_HOST, "http", null);
    }

    private static int lineEnd(byte[] data, int at, int end) {
        for (int i = at; i < end; i++) {
            if (data[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The host of {@code CONNECT host:port} or of {@code GET http://host/...}; null for the usual origin form. */
    private static @Nullable String target(String line, boolean connect) {
        int start = line.indexOf(' ') + 1;
        int end = line.indexOf(' ', start);
        if (end < 0) {
            return null;
        }
        String target = line.substring(start, end);
        int scheme = target.indexOf("://");
        if (!connect && (scheme <= 0 || target.startsWith("/"))) {
            return null;
        }
        String authority = connect ? target : target.substring(scheme + 3);
        int slash = authority.indexOf('/');
        byte[] bytes = (slash < 0 ? authority : authority.substring(0, slash)).getBytes(StandardCharsets.ISO_8859_1);
        return withoutPort(bytes, 0, bytes.length);
    }

    /** The line ends at {@code end} with a line feed, which neither the header's name nor the spaces behind it run over. */
    private static @Nullable String hostHeader(byte[] data, int at, int end) {
        if (!isHost(data, at)) {
            return null;
        }
        int from = at + 5;
        int to = end;
        while (data[from] == ' ' || data[from] == '\t') {
            from++;
        }
        while (to > from && (data[to - 1] == ' ' || data[to - 1] == '\r' || data[to - 1] == '\t')) {
            to--;
        }
        return withoutPort(data, from, to);
    }

    private static boolean isHost(byte[] data, int at) {
        String host = "host:";
        for (int i = 0; i < host.length(); i++) {
            if ((data[at + i] | 0x20) != (host.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /**
     * User information before {@code @} and the port behind {@code :} are no part of the name; IPv6 keeps its
     * brackets off.
     */
    private static @Nullable String withoutPort(byte[] data, int at, int end) {
        int from = at;
        for (int i = at; i < end; i++) {
            if (data[i] == '@') {
                from = i + 1;
            }
        }
        if (from < end && data[from] == '[') {
            for (int i = from + 1; i < end; i++) {
                if (data[i] == ']') {
                    return HostName.of(data, from + 1, i - from - 1);
                }
            }
            return null;
        }
        int to = from;
        while (to < end && data[to] != ':') {
            to++;
        }
        return HostName.of(data, from, to - from);
    }
}
