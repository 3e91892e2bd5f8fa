package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import io.waybill.schemas.HostSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ClientHello at the start of a TLS stream, whole or spread over several records. */
final class TlsNames {

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    /** 2^14 bytes and what TLS 1.2 allows for encryption. */
    private static final int MAX_RECORD = 16_384 + 2_048;

    /**
     * Public names that providers of encrypted ClientHello put in place of the real name. The extension alone proves
     * nothing: browsers send it with random content (RFC 9849, GREASE) beside the real name.
     */
    private static final Set<String> ECH_PUBLIC_NAMES = Set.of(
            "cloudflare-ech.com", "cloudflare-esni.com", "public.tls-ech.dev", "tls-ech.dev", "ech-public.wolfssl.com");

    private TlsNames() {}

    static boolean looksLikeStart(byte[] data, int at, int length) {
        return Wire.u8(data, at) == HANDSHAKE
                && (length < 2 || data[at + 1] == 3)
                && (length < 6 || data[at + 5] == CLIENT_HELLO);
    }

    /** Looks at the contiguous start of a client's stream. */
    static Look look(byte[] data, int at, int length) {
        int end = at + length;
        if (length < 9) {
            return Look.MORE;
        }
        int recordBytes = Wire.u16(data, at + 3);
        int messageBytes = 4 + Wire.u24(data, at + 6);
        boolean inOneRecord = recordBytes >= 4 && messageBytes <= recordBytes;
        if (inOneRecord && at + 5 + messageBytes <= end) {
            return hello(data, at + 9, at + 5 + messageBytes);
        }
        return inOneRecord ? Look.MORE : overRecords(data, at, end);
    }

    /** The message put together from the records it is spread over. */
    private static Look overRecords(byte[] data, int at, int end) {
        byte[] message = new byte[end - at];
        int have = 0;
        int record = at;
        while (have < 4 || have < 4 + Wire.u24(message, 1)) {
            if (record + 5 > end) {
                return Look.MORE;
            }
            int length = Wire.u16(data, record + 3);
            if (Wire.u8(data, record) != HANDSHAKE || length == 0 || length > MAX_RECORD) {
                return Look.found(Finding.protocolOnly("tls"));
            }
            if (record + 5 + length > end) {
                return Look.MORE;
            }
            System.arraycopy(data, record + 5, message, have, length);
            have += length;
            record += 5 + length;
        }
        return hello(message, 4, 4 + Wire.u24(message, 1));
    }

    private static Look hello(byte[] data, int at, int end) {
        ClientHello hello = ClientHello.parse(data, at, end);
        return Look.found(
                hello == null
                        ? Finding.protocolOnly("tls")
                        : finding(hello, HostSource.TLS_SNI, "tls", Ja4.of(hello, Ja4.OVER_TCP)));
    }

    /** What a ClientHello tells, over TCP or QUIC. */
    static Finding finding(ClientHello hello, HostSource source, String protocol, @Nullable String ja4) {
        String host = hello.serverName();
        if (hello.extension(ClientHello.ENCRYPTED_CLIENT_HELLO) >= 0
                && host != null
                && ECH_PUBLIC_NAMES.contains(host)) {
            return Finding.of(null, HostSource.NONE, protocol + "-ech", ja4);
        }
        return Finding.of(host, source, host != null && EncryptedDns.isResolver(host) ? "doh" : protocol, ja4);
    }
}
