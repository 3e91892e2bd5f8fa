package io.waybill.captures.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesTest {
    private final List<InputProblem> problems = new ArrayList<>();

    private List<String> described() {
        return problems.stream().map(InputProblem::describe).toList();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void inventoryNamesDevicesAndKeepsTheFirstOfTwo() throws IOException {
        Inventory inventory = Inventory.read(bytes("""
                device_id,manufacturer,model,firmware,home_country,addresses,imei,serial,mac,colour
                phone-1,Xiaomi,Redmi Note,JHBCNBF17,in,10.0.0.5;2001:DB8::5,867000000000017,SN1,00-1B-44-11-3A-B7,red
                phone-2,Xiaomi,Redmi 1S,JHC,IN,10.0.0.5 10.0.0.6,,,,
                phone-1,Sony,Xperia,1,JP,,,,,
                phone-3,Sony,Xperia,1,Japan,,,,,
                ,Sony,Xperia,1,JP,,,,,
                phone-4,Sony
                phone-5,Sony,Xperia,1,JP,not-an-address,,,,
                """), "inv.csv", problems::add);

        assertThat(inventory.profiles()).extracting(DeviceProfile::getDeviceId).containsExactly("phone-1", "phone-2");
        DeviceProfile first = inventory.profiles().get(0);
        assertThat(first.getHomeCountry()).isEqualTo("IN");
        assertThat(first.getAddresses()).containsExactly("10.0.0.5", "2001:db8::5", "00:1b:44:11:3a:b7");
        assertThat(inventory.profiles().get(1).getAddresses()).containsExactly("10.0.0.6");
        assertThat(first.getIdentifiers())
                .hasSize(3)
                .allSatisfy(id -> assertThat(id.getSha256()).matches("[0-9a-f]{64}"));
        assertThat(first.toString()).doesNotContain("867000000000017");
        assertThat(inventory.identifiers().of("phone-1")).contains(new Identifier("IMEI", "867000000000017"));
        assertThat(inventory.identifiers().of("nobody")).isEmpty();
        AddressBook book = inventory.addressBook();
        assertThat(book.deviceNamed("sn1", 0)).isEqualTo("phone-1");
        assertThat(book.deviceNamed("867000000000017", 0)).isNull();
        assertThat(book.deviceNamed("001b44113ab7", 0)).isEqualTo("phone-1");
        assertThat(book.deviceAt(null, AddressParser.ip("10.0.0.6"), 0)).isEqualTo("phone-2");
        assertThat(book.deviceAt(null, AddressParser.ip("10.0.0.7"), 0)).isNull();
        assertThat(described())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("inv.csv: line 1: column 'colour'"),
                        p -> assertThat(p).startsWith("inv.csv: line 3: address 10.0.0.5 of phone-2"),
                        p -> assertThat(p)
                                .isEqualTo("inv.csv: line 4: device phone-1 is listed before; the first entry is kept"),
                        p -> assertThat(p).startsWith("inv.csv: line 5: home_country"),
                        p -> assertThat(p).isEqualTo("inv.csv: line 6: device_id is empty"),
                        p -> assertThat(p).isEqualTo("inv.csv: line 7: 2 cells under a header of 10"),
                        p -> assertThat(p).contains("line 8", "not-an-address"));
    }

    @Test
    void anInventoryThatWasWrittenIsReadBack() throws IOException {
        String file = """
                device_id,manufacturer,model,variant,firmware,os,home_country,group,addresses,imei,imsi,serial,phone_number,mac,advertising_id
                phone-1,Xiaomi,Redmi Note,WCDMA,JHBCNBF17,Android 4.2,IN,pilot,10.0.0.5 00:1b:44:11:3a:b7,867000000000017,404,'=SN,'+9198,00:1b:44:11:3a:b7,ad
                """;
        Inventory inventory = Inventory.read(bytes(file), "inv.csv", problems::add);
        StringWriter written = new StringWriter();
        Inventory.writeCsv(inventory.profiles(), inventory.identifiers(), written);

        assertThat(problems).isEmpty();
        assertThat(written).hasToString(file);
        assertThat(inventory.identifiers().of("phone-1")).contains(new Identifier("PHONE_NUMBER", "+9198"));
    }

    @Test
    void inventoryAsJsonLines() throws IOException {
        Inventory inventory = Inventory.read(bytes("""
                {"deviceId":"a","model":"M","addresses":["10.0.0.1"],"identifiers":[{"kind":"IMEI","sha256":"%s"}],"validFrom":"2014-07-01T00:00:00Z"}
                {"deviceId":"b","addresses":"10.0.0.2"}
                {"model":"M"}
                """.formatted("ab".repeat(32))), "inv.jsonl", problems::add);

        assertThat(inventory.profiles()).singleElement().satisfies(profile -> {
            assertThat(profile.getModel()).isEqualTo("M");
            assertThat(profile.getManufacturer()).isEqualTo("unknown");
            assertThat(profile.getValidFrom()).isEqualTo(Instant.parse("2014-07-01T00:00:00Z"));
        });
        assertThat(described())
                .containsExactly(
                        "inv.jsonl: line 2: addresses: not an array", "inv.jsonl: line 3: deviceId is missing");
    }

    @Test
    void aLeaseNamesTheDeviceForItsTime() throws IOException {
        AddressBook book = Inventory.read(bytes("""
                device_id,mac,addresses
                a,02:00:00:00:00:0a,10.0.0.9
                b,00:1b:00:00:00:0b,
                """), "i", problems::add).addressBook();
        byte[] ip = AddressParser.ip("10.0.0.9");
        book.lease(AddressParser.mac("00:1b:00:00:00:0b"), ip, 1_000, 2_000);
        book.lease(AddressParser.mac("00:1b:00:00:00:ff"), ip, 1_500, 3_000);

        assertThat(book.deviceAt(null, ip, 999)).isEqualTo("a");
        assertThat(book.deviceAt(null, ip, 1_000)).isEqualTo("b");
        assertThat(book.deviceAt(null, ip, 1_499)).isEqualTo("b");
        assertThat(book.deviceAt(null, ip, 1_500)).isEqualTo("a");
        assertThat(book.deviceAt(AddressParser.mac("02:00:00:00:00:0a"), ip, 1_200))
                .isEqualTo("a");
        assertThat(problems).isEmpty();
    }

    @Test
    void lifecycle() throws IOException {
        List<DeviceLifecycle> events = Lifecycle.read(bytes("""
                {"deviceId":"a","time":1407628800000,"kind":"FACTORY_RESET"}
                {"deviceId":"a","time":"2014-08-10T00:00:00Z","kind":"FACTORY_RESET"}
                {"eventId":"x","deviceId":"a","time":"2014-08-10T02:00:00+02:00","kind":"firmware-installed","firmware":"B"}
                {"eventId":"x","deviceId":"b","time":1,"kind":"APP_REMOVED","app":"com.baidu"}
                {"deviceId":"a","time":1,"kind":"FIRMWARE_INSTALLED"}
                {"deviceId":"a","time":"yesterday","kind":"FACTORY_RESET"}
                {"deviceId":"a","time":1,"kind":"EXPLODED"}
                """), "l.jsonl", problems::add);

        assertThat(events).hasSize(2);
        assertThat(events.get(1).getKind()).isEqualTo(LifecycleKind.FIRMWARE_INSTALLED);
        assertThat(events.get(1).getTime()).isEqualTo(Instant.parse("2014-08-10T00:00:00Z"));
        assertThat(described())
                .satisfiesExactly(
                        p -> assertThat(p).contains("line 4", "eventId x"),
                        p -> assertThat(p).isEqualTo("l.jsonl: line 5: firmware is missing"),
                        p -> assertThat(p).contains("line 6", "ISO-8601"),
                        p -> assertThat(p)
                                .contains("line 7")
                                .endsWith("none of FACTORY_RESET, FIRMWARE_INSTALLED, SETTING_CHANGED, APP_INSTALLED,"
                                        + " APP_REMOVED"));
        StringWriter written = new StringWriter();
        Lifecycle.write(events, written);
        assertThat(Lifecycle.read(bytes(written.toString()), "again", problems::add))
                .isEqualTo(events);
    }

    @Test
    void policy(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("hosts.txt"),
                "# ads\n0.0.0.0 Ads.Example tracker.example\n127.0.0.1 localhost\n42.62.48.0/24\nbad entry here\n");
        Files.writeString(folder.resolve("stix.json"), """
                {"type":"bundle","id":"bundle--1","objects":[
                 {"type":"indicator","id":"indicator--1","pattern_type":"stix","pattern":"[domain-name:value = 'c2.example' OR ipv4-addr:value = '198.51.100.7']"},
                 {"type":"indicator","id":"indicator--2","pattern":"[url:value = 'https://u:p@x.example:8443/a?b']"},
                 {"type":"indicator","id":"indicator--3","revoked":true,"pattern":"[domain-name:value = 'gone.example']"},
                 {"type":"indicator","id":"indicator--4","pattern":"[domain-name:value = 'y.example' AND file:size = 3]"}]}
                """);
        Files.writeString(folder.resolve("misp.json"), """
                {"Event":{"Attribute":[{"type":"domain","value":"m.example"},{"type":"md5","value":"00"},
                 {"type":"domain","value":"fp.example","to_ids":false}],
                 "Object":[{"Attribute":[{"type":"domain|ip","value":"o.example|203.0.113.9"}]}]}}
                """);
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                rules:
                  - id: watch
                    kind: watch-list
                    sites: "*.Evil.Example."
                    networks: [42.62.48.77/24, "2001:db8::/32"]
                    list_file: [hosts.txt, stix.json, misp.json]
                  - id: home
                    kind: residency
                    allowed_countries: [in, NO]
                    forbidden_asns: [AS4837]
                    valid_from: 2014-08-10
                  - id: quiet
                    kind: opt_out
                    setting: cloud_messaging
                    sites: [api.account.xiaomi.com]
                  - id: tune
                    kind: parameter
                    detectors: periodic-contact
                    parameters: {min_contacts: 12, enabled: off}
                """);

        PolicyFile policy = PolicyFile.read(file, problems::add);

        assertThat(policy.rules()).extracting(PolicyRule::getRuleId).containsExactly("watch", "home", "quiet", "tune");
        assertThat(policy.listFiles()).hasSize(3);
        PolicyRule watch = policy.rules().get(0);
        assertThat(watch.getKind()).isEqualTo(PolicyKind.WATCH_LIST);
        assertThat(watch.getSites())
                .containsExactly(
                        "evil.example",
                        "ads.example",
                        "tracker.example",
                        "c2.example",
                        "x.example",
                        "m.example",
                        "o.example");
        assertThat(watch.getNetworks())
                .containsExactly("42.62.48.0/24", "2001:db8::/32", "198.51.100.7", "203.0.113.9");
        assertThat(policy.rules().get(1).getAllowedCountries()).containsExactly("IN", "NO");
        assertThat(policy.rules().get(1).getForbiddenAsns()).containsExactly(4837L);
        assertThat(policy.rules().get(3).getParameters())
                .containsEntry("enabled", "off")
                .containsEntry("min_contacts", "12");
        assertThat(described()).hasSize(2);
        assertThat(described().get(0)).contains("hosts.txt: line 5");
        assertThat(described().get(1)).contains("stix.json", "indicator--4", "several conditions");

        StringWriter written = new StringWriter();
        PolicyFile.write(policy.rules(), written);
        Files.writeString(file, written.toString());
        assertThat(PolicyFile.read(file, problems::add).rules()).isEqualTo(policy.rules());
    }

    @Test
    void everyErrorOfAPolicyHasItsLineAndSaysWhatIsAllowed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, """
                version: 1
                rules:
                  - id: a
                    kind: blocklist
                    colour: red
                  - kind: watch_list
                    sites: [x.example]
                  - id: b
                    kind: watch_list
                  - id: c
                    kind: residency
                    allowed_countries: [India]
                    forbidden_asns: many
                  - id: d
                    kind: watch_list
                    list_file: missing.txt
                  - just text
                  - {id: e, kind: suppression}
                  - {id: f, kind: watch_list, networks: [10.0.0.0/33]}
                  - {id: good, kind: watch_list, networks: [10.0.0.0/8]}
                  - {id: good, kind: watch_list, networks: [11.0.0.0/8]}
                """);

        PolicyFile policy = PolicyFile.read(file, problems::add);

        assertThat(policy.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getRuleId()).isEqualTo("good"));
        assertThat(problems)
                .extracting(InputProblem::position)
                .containsExactly(1L, 4L, 5L, 6L, 8L, 12L, 13L, 16L, 17L, 18L, 19L, 21L);
        assertThat(described().get(1))
                .endsWith("none of residency, watch_list, opt_out, known_service, suppression, parameter");
        assertThat(described().get(2)).contains("'colour'", "allowed are id, kind");
    }

    @Test
    void brokenYamlIsAProblemWithItsLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, "rules:\n  - id: [a\n  b\n");
        assertThat(PolicyFile.read(file, problems::add).rules()).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).startsWith("not YAML"));
    }

    @Test
    void aVeryLongListComesInParts(@TempDir Path folder) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 8_000; i++) {
            list.append("d").append(i).append(".example\n");
        }
        list.append("10.0.0.1\n");
        Files.writeString(folder.resolve("l.txt"), list);
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, "rules: [{id: w, kind: watch_list, list_file: l.txt}]");

        List<PolicyRule> rules = PolicyFile.read(file, problems::add).rules();

        assertThat(rules).extracting(PolicyRule::getRuleId).containsExactly("w", "w#2", "w#3");
        assertThat(rules.stream()
                        .mapToInt(r -> r.getSites().size() + r.getNetworks().size())
                        .sum())
                .isEqualTo(8_001);
        assertThat(problems).isEmpty();
    }
}
