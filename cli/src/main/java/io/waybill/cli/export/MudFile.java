package io.waybill.cli.export;

import io.waybill.schemas.Transport;
import io.waybill.streams.alert.render.JsonLine;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A profile as a Manufacturer Usage Description, RFC 8520: an access list of what a model was seen to contact. The bytes are a
 * function of the profile alone.
 *
 * @param url address that the file will have; RFC 8520 asks for https
 * @param systemInfo what the device is, cut to the 60 characters the RFC allows
 * @param lastUpdate of the profile: time of the last event
 * @param endpoints ordered, each once
 */
public record MudFile(URI url, String systemInfo, Instant lastUpdate, List<MudEndpoint> endpoints) {

    private static final int MAX_SYSTEM_INFO_CHARS = 60;
    private static final int CACHE_HOURS = 48;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP_V4 = 1;
    private static final int ICMP_V6 = 58;

    /** Checks the address. */
    public MudFile {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("a MUD URL begins with https://, '" + url + "' does not");
        }
        systemInfo = systemInfo.substring(0, Math.min(MAX_SYSTEM_INFO_CHARS, systemInfo.length()));
        endpoints = List.copyOf(endpoints);
    }

    /** An access list: one direction of one version of IP. */
    private record Acl(boolean v6, boolean fromDevice) {
        String name() {
            return "waybill-v" + (v6 ? "6" : "4") + (fromDevice ? "fr" : "to");
        }

        String family() {
            return v6 ? "ipv6" : "ipv4";
        }
    }

    /** The file. */
    public String text() {
        List<Acl> from = List.of(new Acl(false, true), new Acl(true, true));
        List<Acl> to = List.of(new Acl(false, false), new Acl(true, false));
        return JsonLine.document(json -> json.object("ietf-mud:mud", mud -> {
                    mud.whole("mud-version", 1)
                            .text("mud-url", url.toString())
                            .text("last-update", lastUpdate.toString())
                            .whole("cache-validity", CACHE_HOURS)
                            .flag("is-supported", true)
                            .text("systeminfo", systemInfo);
                    policy(mud, "from-device-policy", from);
                    policy(mud, "to-device-policy", to);
                })
                .object(
                        "ietf-access-control-list:acls",
                        acls -> acls.list(
                                "acl",
                                List.of(from.get(0), from.get(1), to.get(0), to.get(1)),
                                (entry, acl) -> write(entry, acl))));
    }

    private static void policy(JsonLine mud, String name, List<Acl> acls) throws IOException {
        mud.object(
                name,
                policy -> policy.object(
                        "access-lists",
                        lists -> lists.list("access-list", acls, (entry, acl) -> entry.text("name", acl.name()))));
    }

    private void write(JsonLine json, Acl acl) throws IOException {
        List<MudEndpoint> ofFamily =
                endpoints.stream().filter(each -> each.v6() == acl.v6()).toList();
        int[] number = {0};
        json.text("name", acl.name())
                .text("type", acl.family() + "-acl-type")
                .object(
                        "aces",
                        aces -> aces.list(
                                "ace",
                                ofFamily,
                                (ace, endpoint) -> ace.text("name", (acl.fromDevice() ? "fr-" : "to-") + ++number[0])
                                        .object("matches", matches -> match(matches, acl, endpoint))
                                        .object("actions", actions -> actions.text("forwarding", "accept"))));
    }

    private static void match(JsonLine json, Acl acl, MudEndpoint endpoint) throws IOException {
        String side = acl.fromDevice() ? "destination" : "source";
        if (endpoint.place() == MudEndpoint.Place.LOCAL) {
            json.object("ietf-mud:mud", mud -> mud.empty("local-networks"));
        }
        json.object(acl.family(), ip -> {
            switch (endpoint.place()) {
                case HOST -> ip.text("ietf-acldns:" + (acl.fromDevice() ? "dst" : "src") + "-dnsname", endpoint.name());
                case NETWORK -> ip.text(side + "-" + acl.family() + "-network", endpoint.name());
                case LOCAL -> {}
            }
            switch (endpoint.transport()) {
                case TCP -> ip.whole("protocol", TCP);
                case UDP -> ip.whole("protocol", UDP);
                case ICMP -> ip.whole("protocol", acl.v6() ? ICMP_V6 : ICMP_V4);
                case OTHER -> {}
            }
        });
        boolean tcp = endpoint.transport() == Transport.TCP;
        if (tcp || endpoint.transport() == Transport.UDP && endpoint.port() > 0) {
            json.object(tcp ? "tcp" : "udp", ports -> {
                if (tcp) {
                    ports.text("ietf-mud:direction-initiated", "from-device");
                }
                if (endpoint.port() > 0) {
                    ports.object(
                            side + "-port", port -> port.text("operator", "eq").whole("port", endpoint.port()));
                }
            });
        }
    }
}
