package io.waybill.testkit.pcap;

/**
 * One end of a conversation on the access point's network.
 *
 * @param mac 6 bytes; the access point's own for everything beyond it
 * @param ip 4 bytes
 * @param port of UDP or TCP; 0 where each conversation takes its own
 */
record Endpoint(byte[] mac, byte[] ip, int port) {

    Endpoint port(int other) {
        return new Endpoint(mac, ip, other);
    }
}
