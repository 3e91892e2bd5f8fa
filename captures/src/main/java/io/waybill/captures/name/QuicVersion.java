package io.waybill.captures.name;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the first packets of a QUIC version are protected. Protected against accident only: the keys follow from the
 * salt and from the connection id in the packet itself.
 *
 * <p>Salts: RFC 9001 section 5.2, RFC 9369 section 3.3, the drafts, and Chromium for its own versions.
 *
 * @param salt for the initial secret
 * @param labelPrefix of the labels of key, IV and header protection
 * @param initialType the two type bits of an Initial packet
 * @param googleHandshake whether the handshake is Google's CHLO instead of TLS
 * @param cryptoFrame type of the frame that carries the handshake
 */
@SuppressWarnings("ArrayRecordComponent") // constants, never handed out
record QuicVersion(byte[] salt, String labelPrefix, int initialType, boolean googleHandshake, int cryptoFrame) {

    private static final int IETF_CRYPTO = 0x06;
    private static final int GOOGLE_CRYPTO = 0x08;

    private static final QuicVersion V1 = ietf("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static final QuicVersion V2 =
            new QuicVersion(hex("0dede3def700a6db819381be6e269dcbf9bd2ed9"), "quicv2 ", 1, false, IETF_CRYPTO);
    private static final QuicVersion DRAFT_29 = ietf("afbfec289993d24c9e9786f19c6111e04390a899");
    private static final QuicVersion DRAFT_23 = ietf("c3eef712c72ebb5a11a7d2432bb46365bef9f502");
    private static final QuicVersion Q050 = google("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", true);
    private static final QuicVersion T050 = google("7ff579e5acd072915580304c43a2367c60488310", false);
    private static final QuicVersion T051 = google("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", false);

    /** The version by its number on the wire; null for one whose first packets we cannot read. */
    static @Nullable QuicVersion of(int number) {
        if (number >>> 8 == 0xff0000) {
            int draft = number & 0xff;
            if (draft >= 33) {
                return V1;
            }
            return draft >= 29 ? DRAFT_29 : draft >= 23 ? DRAFT_23 : null;
        }
        return switch (number) {
            case 0x00000001 -> V1;
            case 0x6b3343cf, 0x709a50c4 -> V2;
            case 0x51303530 -> Q050;
            case 0x54303530 -> T050;
            case 0x54303531 -> T051;
            case 0xfaceb002, 0xfaceb00e -> DRAFT_23;
            default -> null;
        };
    }

    private static QuicVersion ietf(String salt) {
        return new QuicVersion(hex(salt), "quic ", 0, false, IETF_CRYPTO);
    }

    private static QuicVersion google(String salt, boolean googleHandshake) {
        return new QuicVersion(hex(salt), "quic ", 0, googleHandshake, GOOGLE_CRYPTO);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
