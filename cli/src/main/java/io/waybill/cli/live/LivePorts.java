package io.waybill.cli.live;

/**
 * Where the parts of a live stack listen, all on the loopback address; 0 takes a free port.
 *
 * @param broker Kafka
 * @param registry schema registry
 * @param console pages and API
 */
public record LivePorts(int broker, int registry, int console) {}
