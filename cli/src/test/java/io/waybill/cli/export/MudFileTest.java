package io.waybill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against RFC 8520 and the modules of RFC 8519 that it uses. */
class MudFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2014-08-01T12:00:00Z");
    private static final URI URL = URI.create("https://maker.example/note.json");

    static {
        AvroTrust.vouch();
    }

    @Test
    void the_container_has_every_leaf_that_is_mandatory_in_its_range() throws Exception {
        JsonNode mud = file(profile(everything())).path("ietf-mud:mud");

        assertThat(mud.path("mud-version").asInt()).isEqualTo(1);
        assertThat(mud.path("mud-url").asText()).startsWith("https://");
        assertThat(Instant.parse(mud.path("last-update").asText())).isEqualTo(NOON.plusSeconds(8));
        assertThat(mud.path("is-supported").isBoolean()).isTrue();
        assertThat(mud.path("cache-validity").asInt()).isBetween(1, 168);
        assertThat(mud.path("systeminfo").asText()).isEqualTo("Xiaomi Redmi Note");
    }

    @Test
    void policies_name_lists_that_are_there_and_lists_are_named_by_a_policy() throws Exception {
        JsonNode file = file(profile(everything()));
        Set<String> named = new TreeSet<>();
        for (String policy : List.of("from-device-policy", "to-device-policy")) {
            file.path("ietf-mud:mud")
                    .path(policy)
                    .path("access-lists")
                    .path("access-list")
                    .forEach(list -> named.add(list.path("name").asText()));
        }
        Set<String> there = new TreeSet<>();
        for (JsonNode acl : acls(file)) {
            there.add(acl.path("name").asText());
            assertThat(acl.path("type").asText()).isIn("ipv4-acl-type", "ipv6-acl-type");
            assertThat(acl.path("name").asText()).hasSizeBetween(1, 64);
        }
        assertThat(named).isEqualTo(there).hasSize(4);
    }

    @Test
    void each_entry_matches_by_name_network_or_place_and_accepts() throws Exception {
        JsonNode from4 = acl(file(profile(everything())), "waybill-v4fr");

        assertThat(from4.path("aces").path("ace")).hasSize(5);
        assertThat(matches(from4, 0))
                .hasToString("{\"ipv4\":{\"ietf-acldns:dst-dnsname\":\"api.xiaomi.example\",\"protocol\":6},"
                        + "\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\","
                        + "\"destination-port\":{\"operator\":\"eq\",\"port\":443}}}");
        assertThat(matches(from4, 1))
                .hasToString("{\"ipv4\":{\"ietf-acldns:dst-dnsname\":\"only.named.example\",\"protocol\":17},"
                        + "\"udp\":{\"destination-port\":{\"operator\":\"eq\",\"port\":443}}}");
        assertThat(matches(from4, 2))
                .hasToString("{\"ipv4\":{\"destination-ipv4-network\":\"42.62.48.0/24\",\"protocol\":6},"
                        + "\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\","
                        + "\"destination-port\":{\"operator\":\"eq\",\"port\":80}}}");
        assertThat(matches(from4, 3))
                .hasToString("{\"ipv4\":{\"destination-ipv4-network\":\"42.62.49.0/24\",\"protocol\":1}}");
        assertThat(matches(from4, 4))
                .hasToString("{\"ietf-mud:mud\":{\"local-networks\":[null]},\"ipv4\":{\"protocol\":17},"
                        + "\"udp\":{\"destination-port\":{\"operator\":\"eq\",\"port\":53}}}");
        for (JsonNode ace : from4.path("aces").path("ace")) {
            assertThat(ace.path("actions").path("forwarding").asText()).isEqualTo("accept");
        }
    }

    @Test
    void the_way_back_mirrors_the_way_out() throws Exception {
        JsonNode file = file(profile(everything()));
        for (String family : List.of("4", "6")) {
            String out = acl(file, "waybill-v" + family + "fr").path("aces").toString();
            String back = acl(file, "waybill-v" + family + "to").path("aces").toString();

            assertThat(back)
                    .isEqualTo(out.replace("\"fr-", "\"to-")
                            .replace("dst-dnsname", "src-dnsname")
                            .replace("destination-", "source-"));
        }
    }

    @Test
    void what_fewer_devices_contact_is_left_out() {
        MudProfile profile = new MudProfile(id -> true);
        profile.add(event("a", "shared.example", "8.8.8.8", Transport.TCP, 443, 0));
        profile.add(event("b", "shared.example", "8.8.4.4", Transport.TCP, 443, 1));
        profile.add(event("a", "sick.example", "9.9.9.9", Transport.TCP, 443, 2));

        assertThat(profile.endpoints(1)).hasSize(2);
        assertThat(profile.endpoints(2)).extracting(MudEndpoint::name).containsExactly("shared.example");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytes_depend_on_the_set_of_events_alone(long seed) {
        List<DeviceConnection> shuffled = new ArrayList<>(everything());
        shuffled.addAll(everything().subList(0, 3));
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(text(profile(shuffled))).as("seed %d", seed).isEqualTo(text(profile(everything())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.example", "x\".example", "\u202e.example", "1.2.3.4", "localhost", "..", "*.example"})
    void a_name_that_cannot_be_looked_up_is_no_name(String host) {
        MudProfile profile = profile(List.of(event("a", host, "42.62.48.9", Transport.TCP, 80, 0)));

        assertThat(profile.endpoints(1))
                .singleElement()
                .satisfies(each -> assertThat(each.place()).isEqualTo(MudEndpoint.Place.NETWORK));
    }

    @Test
    void more_endpoints_than_a_list_can_hold_are_refused_and_memory_is_bounded() {
        MudProfile profile = new MudProfile(id -> true);
        IntStream.range(0, MudProfile.MAX_ENDPOINTS + 1)
                .forEach(i -> profile.add(event("a", "n" + i + ".example", "8.8.8.8", Transport.TCP, 443, 0)));

        assertThatThrownBy(() -> profile.endpoints(1))
                .hasMessage("the model contacts more than 20000 different endpoints; no access list describes it");
    }

    @Test
    void an_address_that_is_not_https_is_refused_and_a_long_name_is_cut() {
        assertThatThrownBy(() -> new MudFile(URI.create("http://maker.example/x"), "x", NOON, List.of()))
                .hasMessageContaining("begins with https://");
        assertThat(new MudFile(URL, "x".repeat(80), NOON, List.of()).systemInfo())
                .hasSize(60);
    }

    private static List<DeviceConnection> everything() {
        return List.of(
                event("a", "api.xiaomi.example", "42.62.48.20", Transport.TCP, 443, 0),
                event("a", "api.xiaomi.example", "42.62.48.21", Transport.TCP, 443, 1),
                event("a", null, "42.62.48.30", Transport.TCP, 80, 2),
                event("a", null, "42.62.49.30", Transport.ICMP, 0, 3),
                event("a", "only.named.example", null, Transport.UDP, 443, 4),
                event("a", null, "192.168.1.1", Transport.UDP, 53, 5),
                event("a", "api.xiaomi.example", "2a02:6b8::1", Transport.TCP, 443, 6),
                event("a", null, "2a02:6b8:5::1", Transport.OTHER, 0, 7),
                event("a", null, "fe80::1", Transport.UDP, 5353, 8),
                event("other", "unrelated.example", "8.8.8.8", Transport.TCP, 443, 90));
    }

    private static MudProfile profile(List<DeviceConnection> events) {
        MudProfile profile = new MudProfile("a"::equals);
        events.forEach(profile::add);
        return profile;
    }

    private static DeviceConnection event(
            String device, @Nullable String host, @Nullable String ip, Transport transport, int port, int second) {
        return DeviceConnection.newBuilder()
                .setEventId(device + second)
                .setDeviceId(device)
                .setTime(NOON.plusSeconds(second))
                .setHost(host)
                .setRemoteIp(ip == null ? null : ByteBuffer.wrap(address(ip)))
                .setTransport(transport)
                .setRemotePort(port)
                .build();
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(MudProfile profile) {
        return new MudFile(URL, "Xiaomi Redmi Note", profile.last(), profile.endpoints(1)).text();
    }

    private static JsonNode file(MudProfile profile) throws Exception {
        return JSON.readTree(text(profile));
    }

    private static JsonNode acls(JsonNode file) {
        return file.path("ietf-access-control-list:acls").path("acl");
    }

    private static JsonNode acl(JsonNode file, String name) {
        for (JsonNode acl : acls(file)) {
            if (acl.path("name").asText().equals(name)) {
                return acl;
            }
        }
        throw new AssertionError("no list " + name);
    }

    private static JsonNode matches(JsonNode acl, int index) {
        return acl.path("aces").path("ace").get(index).path("matches");
    }
}
