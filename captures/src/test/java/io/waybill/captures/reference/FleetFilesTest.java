package io.waybill.captures.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HashedIdentifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single values of inventories and lifecycle files, and until when an address is a device's. */
class FleetFilesTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final List<InputProblem> problems = new ArrayList<>();

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Inventory read(String text) throws IOException {
        return Inventory.read(bytes(text.replace('\'', '"')), "f", problems::add);
    }

    private List<String> described() {
        return problems.stream().map(InputProblem::describe).toList();
    }

    @Test
    void everyFieldOfAProfileIsReadFromJsonAndItsHashesAreKept() throws IOException {
        Inventory inventory = read("""
                {'deviceId':'a','validFrom':5,'manufacturer':'Ma','model':'Mo','firmware':'Fi','variant':'Va','os':'Os',\
                'group':'Gr','homeCountry':'no','addresses':['10.0.0.1','10.0.0.1','021A.2B3C.4D5E'],\
                'identifiers':[{'kind':'IMEI','sha256':'%s'}]}

                """.formatted(HASH));

        assertThat(problems).isEmpty();
        assertThat(inventory.profiles())
                .containsExactly(DeviceProfile.newBuilder()
                        .setDeviceId("a")
                        .setValidFrom(Instant.ofEpochMilli(5))
                        .setManufacturer("Ma")
                        .setModel("Mo")
                        .setFirmware("Fi")
                        .setVariant("Va")
                        .setOs("Os")
                        .setGroup("Gr")
                        .setHomeCountry("NO")
                        .setAddresses(List.of("10.0.0.1", "02:1a:2b:3c:4d:5e"))
                        .setIdentifiers(List.of(new HashedIdentifier("IMEI", HASH)))
                        .build());
        assertThat(inventory.identifiers().of("a")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'homeCountry':'Norway'                             | homeCountry: 'Norway' is no two-letter country code
        'addresses':['x']                                  | addresses: 'x' is neither a MAC nor an IP address
        'identifiers':[{'kind':'IMEI'}]                    | sha256 is missing
        'identifiers':[{'sha256':'00'}]                    | kind is missing
        'identifiers':[{'kind':'IMEI','sha256':'00'}]      | sha256: '00' is not 64 lower-case hex digits
        'model':1                                          | model: not a string
        """)
    void aBrokenFieldOfAProfileIsSaid(String field, String reason) throws IOException {
        assertThat(read("{'deviceId':'a'," + field.replace('\'', '"') + "}\n").profiles())
                .isEmpty();
        assertThat(described()).containsExactly("f: line 1: " + reason);
    }

    @Test
    void anInventoryOfCsvNeedsAHeaderWithDevices() throws IOException {
        assertThat(read("").profiles()).isEmpty();
        assertThat(read("id,model\na,M\n").profiles()).isEmpty();
        assertThat(read("device_id,mac\na,x\n'b'x,\nc,\n").profiles()).isEmpty();
        assertThat(described())
                .satisfiesExactly(
                        p -> assertThat(p).isEqualTo("f: empty; a header row with at least device_id is expected"),
                        p -> assertThat(p)
                                .isEqualTo("f: line 1: no column device_id; known columns are device_id, manufacturer,"
                                        + " model, variant, firmware, os, home_country, group, addresses, imei, imsi,"
                                        + " serial, phone_number, mac, advertising_id"),
                        p -> assertThat(p).startsWith("f: line 2: addresses: 'x' is neither"),
                        p -> assertThat(p).startsWith("f: not readable as CSV from here on"));
    }

    @Test
    void aProfileOfCsvWithoutCellsHasTheDefaultsAndIsWrittenWithoutThem() throws IOException {
        Inventory inventory = read(" device_id , serial \n a , '=1 \n");

        assertThat(inventory.profiles())
                .extracting(
                        DeviceProfile::getManufacturer,
                        DeviceProfile::getModel,
                        DeviceProfile::getFirmware,
                        DeviceProfile::getVariant,
                        DeviceProfile::getOs,
                        DeviceProfile::getHomeCountry,
                        DeviceProfile::getGroup)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("unknown", "unknown", "unknown", null, null, null, null));
        StringWriter written = new StringWriter();
        Inventory.writeCsv(inventory.profiles(), device -> List.of(), written);
        assertThat(written.toString()).endsWith("\na,unknown,unknown,,unknown,,,,,,,,,,\n");
    }

    @Test
    void aStreamThatCannotGoBackAndAFileAreReadAlike(@TempDir Path folder) throws IOException {
        String csv = "device_id,serial\na,S1\n";
        Path file = folder.resolve("i.csv");
        Files.writeString(file, csv);
        Path lifecycle = folder.resolve("l.jsonl");
        Files.writeString(lifecycle, "{\"deviceId\":\"a\",\"time\":1,\"kind\":\"FACTORY_RESET\"}");
        InputStream forward = new SequenceInputStream(bytes(csv), bytes(""));
        assertThat(forward.markSupported()).isFalse();

        for (Inventory inventory :
                List.of(Inventory.read(forward, "f", problems::add), Inventory.read(file, problems::add))) {
            assertThat(inventory.identifiers().of("a")).containsExactly(new Identifier("SERIAL", "S1"));
            assertThat(inventory.identifiers().of("b")).isEmpty();
        }
        assertThat(Lifecycle.read(lifecycle, problems::add)).hasSize(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void profilesAreCopiesAndADeviceMayNameAnAddressTwice() throws IOException {
        Inventory inventory = read("device_id,addresses,mac\na,02:00:00:00:00:01 10.0.0.1;10.0.0.1,0200.0000.0001\n");
        inventory.profiles().get(0).setModel("another");

        assertThat(inventory.profiles().get(0).getModel()).isEqualTo("unknown");
        assertThat(inventory.profiles().get(0).getAddresses()).containsExactly("02:00:00:00:00:01", "10.0.0.1");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "at {0}")
    @CsvSource({"999, a", "1000, b", "1999, b", "2000, a", "2500, a", "2999, a", "3000, b", "3999, b", "4000, a"})
    void aLeaseHoldsFromItsStartUntilBeforeItsEnd(long time, String device) throws IOException {
        AddressBook book = read("device_id,mac,addresses\na,02:00:00:00:00:0a,10.0.0.9\nb,02:00:00:00:00:0b,\n")
                .addressBook();
        byte[] ip = AddressParser.ip("10.0.0.9");
        byte[] b = AddressParser.mac("02:00:00:00:00:0b");
        assertThat(book.lease(b, ip, 1_000, 2_000)).isTrue();
        assertThat(book.lease(AddressParser.mac("02:00:00:00:00:0f"), ip, 2_500, 3_000))
                .isTrue();
        assertThat(book.lease(b, ip, 3_000, 3_500)).isTrue();
        assertThat(book.lease(b, ip, 3_000, 4_000)).isTrue();
        assertThat(book.lease(b, ip, 3_200, 3_200)).isTrue();

        assertThat(book.deviceAt(null, ip, time)).isEqualTo(device);
        assertThat(book.deviceNamed("10.0.0.9", time)).isEqualTo(device);
        assertThat(book.deviceAt(AddressParser.mac("02:00:00:00:00:0f"), ip, time))
                .isEqualTo(device);
        assertThat(book.deviceAt(null, null, time)).isNull();
        assertThat(book.deviceNamed("A", time)).isEqualTo("a");
        assertThat(book.deviceNamed("c", time)).isNull();
    }

    @Test
    void addressesOfOneHashAreTwoAddresses() throws IOException {
        AddressBook book = read("device_id,addresses\na,10.0.0.31\n").addressBook();
        assertThat(book.deviceAt(null, AddressParser.ip("10.0.0.31"), 0)).isEqualTo("a");
        assertThat(book.deviceAt(null, AddressParser.ip("10.0.1.0"), 0)).isNull();
    }

    @Test
    void leasesBeyondTheBoundAreNotTaken() {
        AddressBook book = new AddressBook(2);
        byte[] mac = AddressParser.mac("02:00:00:00:00:0a");
        byte[] ip = AddressParser.ip("10.0.0.9");
        assertThat(book.lease(mac, ip, 1, 5)).isTrue();
        assertThat(book.lease(mac, ip, 1, 6)).as("in place of the first").isTrue();
        assertThat(book.lease(mac, ip, 2, 5)).isTrue();
        assertThat(book.lease(mac, ip, 3, 5)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        'kind':'FIRMWARE_INSTALLED','firmware':'B'                   | -
        'kind':'firmware-installed'                                  | firmware is missing
        'kind':'firmware_installed','firmware':''                    | firmware is missing
        'kind':'SETTING_CHANGED','setting':'s','settingValue':'off'  | -
        'kind':'SETTING_CHANGED','setting':'s'                       | settingValue is missing
        'kind':'SETTING_CHANGED','settingValue':'off'                | setting is missing
        'kind':'APP_INSTALLED','app':'a'                             | -
        'kind':'APP_INSTALLED'                                       | app is missing
        'kind':'APP_REMOVED','app':'a'                               | -
        'kind':'APP_REMOVED','app':''                                | app is missing
        'kind':'FACTORY_RESET','eventId':''                          | -
        'firmware':'B'                                               | kind is missing
        'kind':'OTHER'                                               | kind: 'OTHER' is none of FACTORY_RESET,
        """)
    void aLifecycleEventSaysWhatItsKindNeeds(String fields, @Nullable String reason) throws IOException {
        String line = "\n{'deviceId':'a','time':1," + fields + "}\n";
        List<DeviceLifecycle> events = Lifecycle.read(bytes(line.replace('\'', '"')), "f", problems::add);

        assertThat(events).hasSize(reason == null ? 1 : 0);
        assertThat(events).allSatisfy(event -> assertThat(event.getEventId()).startsWith("lifecycle-"));
        assertThat(described())
                .hasSize(reason == null ? 0 : 1)
                .allSatisfy(problem -> assertThat(problem).startsWith("f: line 2: " + reason));
        StringWriter written = new StringWriter();
        Lifecycle.write(events, written);
        assertThat(Lifecycle.read(bytes(written.toString()), "again", problems::add))
                .isEqualTo(events);
    }

    @Test
    void aLifecycleEventNeedsADeviceAndATime() throws IOException {
        String file = "{'deviceId':'a','kind':'FACTORY_RESET'}\n{'time':1,'kind':'FACTORY_RESET'}\n";
        assertThat(Lifecycle.read(bytes(file.replace('\'', '"')), "f", problems::add))
                .isEmpty();
        assertThat(described()).containsExactly("f: line 1: time is missing", "f: line 2: deviceId is missing");
    }
}
