package io.waybill.testkit.pcap;

import io.waybill.testkit.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds a message byte by byte, numbers in network order. For one thread. */
final class Octets {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Octets u8(int value) {
        out.write(value);
        return this;
    }

    Octets u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Octets u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    Octets bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Octets text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Octets zeros(int count) {
        return bytes(new byte[count]);
    }

    Octets random(RandomStream random, int count) {
        for (int i = 0; i < count; i++) {
            u8(random.below(256));
        }
        return this;
    }

    /** The part preceded by its length in one byte. */
    Octets sized8(Octets part) {
        return u8(part.size()).bytes(part.toBytes());
    }

    /** The part preceded by its length in two bytes. */
    Octets sized16(Octets part) {
        return u16(part.size()).bytes(part.toBytes());
    }

    /** The part preceded by its length in three bytes. */
    Octets sized24(Octets part) {
        return u8(part.size() >>> 16).u16(part.size()).bytes(part.toBytes());
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
