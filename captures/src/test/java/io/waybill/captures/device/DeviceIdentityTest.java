package io.waybill.captures.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import io.waybill.captures.reference.AddressBook;
import io.waybill.captures.reference.Inventory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which device an address is, at which time, and what it is called where nobody knows. */
@Tag("slow")
class DeviceIdentityTest {
    private static final String INVENTORY = """
            device_id,serial,mac,addresses
            phone-1,SN1,00:1b:44:11:3a:b7,10.0.0.1
            phone-2,SN2,02:1b:44:11:3a:b8,10.0.0.2;fd00::2
            phone-3,,,10.0.0.3
            """;

    private AddressBook book = new AddressBook();

    @BeforeEach
    void inventory() throws IOException {
        List<String> problems = new ArrayList<>();
        book = Inventory.read(
                        new ByteArrayInputStream(INVENTORY.getBytes(StandardCharsets.UTF_8)),
                        "inventory.csv",
                        problem -> problems.add(problem.describe()))
                .addressBook();
        assertThat(problems).isEmpty();
    }

    private static byte @Nullable [] mac(@Nullable String text) {
        return text == null ? null : AddressParser.mac(text);
    }

    private static byte[] ip(String text) {
        byte[] ip = AddressParser.ip(text);
        if (ip == null) {
            throw new IllegalArgumentException(text);
        }
        return ip;
    }

    private String idAt(@Nullable String mac, String ip, long time) {
        return new DeviceIds(book).id(new Endpoint(mac(mac), ip(ip), 0), time);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        ", 10.0.0.1, phone-1",
        ", 10.0.0.3, phone-3",
        ", fd00::2, phone-2",
        ", 10.0.0.9, unknown-10.0.0.9",
        ", 0.0.0.0, unknown-0.0.0.0",
        ", 2001:DB8::0:9, unknown-2001:db8::9",
        "00:1b:44:11:3a:b7, 10.0.0.9, phone-1",
        "00-1B-44-11-3A-B7, 10.0.0.9, phone-1",
        "00:1b:44:11:3a:b7, 10.0.0.2, phone-1",
        // a made-up address names a device only where the inventory lists it
        "02:1b:44:11:3a:b8, 10.0.0.9, phone-2",
        "06:1b:44:11:3a:b8, 10.0.0.9, unknown-10.0.0.9",
        "00:1b:44:11:3a:ff, 10.0.0.9, unknown-10.0.0.9",
        "00:1b:44:11:3a:ff, 10.0.0.3, phone-3",
    })
    void theMacComesBeforeTheIp(@Nullable String mac, String ip, String device) {
        assertThat(idAt(mac, ip, 0)).isEqualTo(device);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "phone-1, phone-1",
        "PHONE-1, phone-1",
        "SN1, phone-1",
        "sn2, phone-2",
        "00:1B:44:11:3A:B7, phone-1",
        "10.0.0.3, phone-3",
        "fd00:0::2, phone-2",
        "SN9,",
        "'',",
    })
    void aFeedMayNameItByIdSerialOrAddress(String text, @Nullable String device) {
        assertThat(book.deviceNamed(text, 0)).isEqualTo(device);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "999, unknown-10.0.0.77",
        "1000, phone-1",
        "1999, phone-1",
        "2000, phone-2",
        "2999, phone-2",
        "3000, unknown-10.0.0.77",
        "4000, unknown-10.0.0.77",
        "4999, unknown-10.0.0.77",
    })
    void aLeaseHoldsFromItsStartUntilTheNextOrItsEnd(long time, String device) {
        book.lease(bytes("02:1b:44:11:3a:b8"), ip("10.0.0.77"), 2_000, 3_000);
        book.lease(bytes("00:1b:44:11:3a:b7"), ip("10.0.0.77"), 1_000, 5_000);
        book.lease(bytes("0a:00:00:00:00:01"), ip("10.0.0.77"), 4_000, 5_000);

        assertThat(idAt(null, "10.0.0.77", time)).isEqualTo(device);
    }

    @Test
    void aLeaseOfAListedAddressMovesItForItsTime() {
        book.lease(bytes("00:1b:44:11:3a:b7"), ip("10.0.0.3"), 1_000, 2_000);

        assertThat(idAt(null, "10.0.0.3", 500)).isEqualTo("phone-3");
        assertThat(idAt(null, "10.0.0.3", 1_500)).isEqualTo("phone-1");
        assertThat(idAt(null, "10.0.0.3", 2_500)).isEqualTo("phone-3");
    }

    @Test
    void aLeaseOfNoTimeIsNone() {
        book.lease(bytes("00:1b:44:11:3a:b7"), ip("10.0.0.77"), 1_000, 1_000);
        book.lease(bytes("00:1b:44:11:3a:b7"), ip("10.0.0.77"), 2_000, 1_000);

        assertThat(idAt(null, "10.0.0.77", 1_000)).isEqualTo("unknown-10.0.0.77");
    }

    @Test
    void leasesAreBoundedAndWhatIsNotTakenIsTold() {
        byte[] mac = bytes("00:1b:44:11:3a:b7");
        int dropped = 0;
        for (int i = 0; i < AddressBook.MAX_LEASES + 5; i++) {
            byte[] ip = {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            dropped += book.lease(mac, ip, 1, 2) ? 0 : 1;
        }

        assertThat(dropped).isEqualTo(5);
        assertThat(idAt(null, "11.0.0.0", 1)).isEqualTo("phone-1");
    }

    @Test
    void idsOfStrangersStayTheSameHoweverManyThereAre() {
        DeviceIds ids = new DeviceIds(book);
        String first = ids.id(new Endpoint(null, ip("11.0.0.1"), 0), 0);
        Set<String> met = new HashSet<>();
        for (int i = 0; i < 70_000; i++) {
            met.add(ids.id(new Endpoint(null, new byte[] {12, (byte) (i >> 16), (byte) (i >> 8), (byte) i}, 0), 0));
        }
        assertThat(met).hasSize(70_000);
        assertThat(ids.id(new Endpoint(null, ip("0.0.0.0"), 0), 0)).isEqualTo("unknown-0.0.0.0");

        assertThat(ids.id(new Endpoint(null, ip("11.0.0.1"), 0), 0))
                .isEqualTo(first)
                .isEqualTo("unknown-11.0.0.1");
    }

    /** Strangers of IPv6 are forgotten when there are too many, and called the same again. */
    @Test
    void idsOfStrangersOfIpv6StayTheSameToo() {
        DeviceIds ids = new DeviceIds(book);
        Set<String> met = new HashSet<>();
        for (int i = 0; i < 70_000; i++) {
            byte[] ip = ip("2001:db8::");
            ip[13] = (byte) (i >> 16);
            ip[14] = (byte) (i >> 8);
            ip[15] = (byte) i;
            met.add(ids.id(new Endpoint(null, ip, 0), 0));
        }

        assertThat(met).hasSize(70_000);
        assertThat(ids.id(new Endpoint(null, ip("2001:db8::7"), 0), 0)).isEqualTo("unknown-2001:db8::7");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "phone-1.csv, phone-1",
        "exports/sn2.2014-08.csv.gz, phone-2",
        "a/b\\PHONE-3, phone-3",
        "a\\b/phone-3.x, phone-3",
        "phone-9.csv, unknown-phone-9",
        "dir.d/other, unknown-other",
        ".hidden.csv, unknown-.hidden",
        ".hidden, unknown-.hidden",
        "-, unknown--",
    })
    void aFileMayBeCalledAfterADevice(String file, String device) {
        assertThat(FeedDevice.ofFileOrUnknown(file, book)).isEqualTo(device);
        assertThat(FeedDevice.ofFile(file, book)).isEqualTo(device.startsWith("unknown") ? null : device);
    }

    /** Groups send nothing; then who was seen to begin, who is known, who is in a private network, who sent first. */
    @ParameterizedTest(name = "{0} to {1}, start seen: {2}")
    @CsvSource({
        "224.0.0.251, 11.0.0.9, true, false",
        "11.0.0.9, 224.0.0.251, false, true",
        "224.0.0.251, 224.0.0.252, false, true",
        "11.0.0.9, 10.0.0.1, true, true",
        "11.0.0.9, 10.0.0.1, false, false",
        "10.0.0.1, 11.0.0.9, false, true",
        "10.0.0.1, 10.0.0.2, false, true",
        "11.0.0.9, 192.168.0.9, false, false",
        "192.168.0.9, 11.0.0.9, false, true",
        "192.168.0.9, 10.0.0.1, false, false",
        "11.0.0.9, 12.0.0.9, false, true",
        "192.168.0.8, 192.168.0.9, false, true",
    })
    void whichSideIsTheDevice(String from, String to, boolean startSeen, boolean originator) {
        assertThat(Sides.originatorIsDevice(
                        new Endpoint(null, ip(from), 0),
                        new Endpoint(null, ip(to), 0),
                        startSeen,
                        new DeviceIds(book),
                        0))
                .isEqualTo(originator);
    }

    private static byte[] bytes(String mac) {
        byte[] bytes = AddressParser.mac(mac);
        if (bytes == null) {
            throw new IllegalArgumentException(mac);
        }
        return bytes;
    }
}
