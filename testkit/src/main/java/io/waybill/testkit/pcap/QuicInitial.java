package io.waybill.testkit.pcap;

import io.waybill.testkit.random.RandomStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client's first QUIC packet (version 1): a ClientHello, padded to 1,200 bytes and protected with keys that anybody can
 * derive from the connection id (RFC 9000 section 17.2.2, RFC 9001 section 5).
 */
final class QuicInitial {

    private static final byte[] SALT = HexFormat.of().parseHex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static final int PACKET_BYTES = 1_200;
    private static final int TAG_BYTES = 16;
    private static final int NUMBER_BYTES = 2;

    private QuicInitial() {}

    static byte[] packet(RandomStream random, String host) {
        byte[] destination = new Octets().random(random, 8).toBytes();
        byte[] source = new Octets().random(random, 8).toBytes();
        // initial_source_connection_id is the one transport parameter that must be there (RFC 9000 section 7.3).
        byte[] parameters =
                new Octets().u8(0x0f).u8(source.length).bytes(source).toBytes();
        byte[] hello = Hello.client(random, host, "h3", parameters);
        Octets head = new Octets()
                .u8(0xc0 | NUMBER_BYTES - 1)
                .u32(1)
                .sized8(new Octets().bytes(destination))
                .sized8(new Octets().bytes(source))
                .u8(0);
        int payload = PACKET_BYTES - head.size() - 2 - NUMBER_BYTES - TAG_BYTES;
        head.u16(0x4000 | NUMBER_BYTES + payload + TAG_BYTES).u16(0);
        byte[] frames = Arrays.copyOf(
                new Octets().u8(6).u8(0).u16(0x4000 | hello.length).bytes(hello).toBytes(), payload);
        try {
            return protect(destination, head.toBytes(), frames);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES and HMAC-SHA256", e);
        }
    }

    private static byte[] protect(byte[] connection, byte[] head, byte[] frames) throws GeneralSecurityException {
        byte[] secret = expand(hmac(SALT, connection), "client in", 32);
        SecretKeySpec key = new SecretKeySpec(expand(secret, "quic key", 16), "AES");
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        // Packet number 0 leaves the nonce equal to the initialisation vector.
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, expand(secret, "quic iv", 12)));
        gcm.updateAAD(head);
        byte[] sealed = gcm.doFinal(frames);
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(secret, "quic hp", 16), "AES"));
        byte[] mask = ecb.doFinal(sealed, 4 - NUMBER_BYTES, 16);
        byte[] packet = new Octets().bytes(head).bytes(sealed).toBytes();
        packet[0] ^= (byte) (mask[0] & 0x0f);
        for (int i = 0; i < NUMBER_BYTES; i++) {
            packet[head.length - NUMBER_BYTES + i] ^= mask[1 + i];
        }
        return packet;
    }

    /** HKDF-Expand-Label with an empty context (RFC 8446 section 7.1); one block is enough for all lengths here. */
    private static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] info = new Octets()
                .u16(length)
                .sized8(new Octets().text("tls13 " + label))
                .u8(0)
                .u8(1)
                .toBytes();
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
