package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.desk.CaseWork.State;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.desk.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** What readers come for, from start to end. The pictures of the documentation are made here: see {@link Browser#picture}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class JourneysTest {

    private static final String BEIJING = "42.62.48.0/24";

    private final RecordingDesk desk = new RecordingDesk();

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Path captures;

    @BeforeAll
    void open(@TempDir Path folder) {
        captures = folder;
        fleet = new ServedFleet(folder, access -> access, new ConsoleActions(desk, desk));
        browser = Browser.open(fleet.url(), folder.resolve("profile"));
    }

    @BeforeEach
    void usualSize() {
        desk.work.clear();
        browser.size(1440, 1000);
        browser.complaints();
    }

    @Test
    void whichPhonesTalkToBeijingAndIsItTheFirmware() throws IOException {
        browser.go("/");
        browser.picture("journey-1-overview");
        browser.click(By.partialLinkText("China"));
        browser.awaitText("Sites, and networks");
        assertThat(browser.address()).isEqualTo("/destinations?country=CN");

        browser.click(By.linkText(BEIJING));
        browser.awaitText("At whose doing");
        assertThat(browser.text())
                .contains("Xiaomi Redmi Note", "inside: 3 of 3 (100%)", "outside: 0 of 16 (0%)")
                .contains("com.xiaomi.xmsf")
                .contains("99% about 10 min apart");
        browser.picture("journey-2-destination");

        browser.click(By.linkText("Xiaomi Redmi Note"));
        browser.awaitText("Destinations of each firmware");
        assertThat(browser.text()).contains("MIUI-V5-21.0", "MIUI-V5-22.0", "survives-reset", "opt-out-honoured");
        browser.picture("journey-3-model");

        browser.click(By.linkText("redmi-note-000"));
        browser.awaitText("What was done to it");
        assertThat(browser.text()).contains("factory reset", "firmware installed");
        browser.picture("journey-4-device");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsThisAlertAndMayItBeKeptQuiet() throws IOException {
        browser.go("/alerts");
        browser.click(By.linkText("cohort-exclusive"));
        browser.awaitText("Observed against expected");
        assertThat(browser.text())
                .contains("23 of 24 devices of Xiaomi Redmi Note contact " + BEIJING)
                .contains("observed 0.96", "expected 0.02", "gateway.pcap", "9120", "Revisions")
                .containsPattern("1\\s+open\\s+Medium\\s+0\\.79");
        browser.picture("journey-5-alert");

        browser.press(By.cssSelector("[data-copy=cef]"));
        browser.awaitText("Copied as CEF");
        browser.type(By.name("title"), "agreed with the maker");
        browser.press(By.xpath("//button[normalize-space()='Keep quiet']"));
        browser.awaitText("is published");

        assertThat(desk.published).singleElement().satisfies(rule -> {
            assertThat(rule.getTitle()).isEqualTo("agreed with the maker");
            assertThat(rule.getNetworks()).containsExactly(BEIJING);
        });
    }

    @Test
    void anUploadedCaptureIsFollowedToItsEnd() throws IOException {
        Path capture = Files.write(captures.resolve("before update.pcap"), new byte[60_000]);
        browser.go("/cases");
        browser.type(By.name("file"), capture.toString());
        browser.type(By.name("case"), "before-update");
        browser.press(By.xpath("//button[normalize-space()='Replay it']"));

        browser.awaitText("waits for its turn");
        assertThat(desk.work).singleElement().satisfies(work -> {
            assertThat(work.fileName()).isEqualTo("before_update.pcap");
            assertThat(work.bytes()).isEqualTo(60_000);
        });
        desk.now(State.RUNNING, 4_000, 1_500, "");
        browser.awaitText("is being replayed");
        browser.picture("cases-replaying");
        desk.now(State.DONE, 4_000, 4_000, "");
        browser.awaitText("done");
        assertThat(browser.all(By.linkText("before-update"))).hasSize(1);
    }

    @Test
    void whatIsKnownOfTheDevicesGoesWithTheCapture() throws IOException {
        Path capture = Files.write(captures.resolve("phones.pcap"), new byte[1_000]);
        Path broken = Files.writeString(captures.resolve("broken.csv"), "broken");
        Path inventory = Files.writeString(captures.resolve("our phones.csv"), "device_id,model\nd-1,G2\n");
        browser.go("/cases");
        browser.run("document.querySelector('.upload details').open = true");
        browser.type(By.name("file"), capture.toString());
        browser.type(By.name("case"), "known");
        browser.type(By.name("inventory"), broken.toString());
        browser.press(By.xpath("//button[normalize-space()='Replay it']"));
        browser.awaitText("Not taken: line 2: <b>mac</b> is no address");
        assertThat(desk.work).isEmpty();

        browser.type(By.name("inventory"), inventory.toString());
        browser.picture("cases-upload");
        browser.press(By.xpath("//button[normalize-space()='Replay it']"));

        browser.awaitText("Received.");
        assertThat(desk.work)
                .singleElement()
                .satisfies(work -> assertThat(work.fileName()).isEqualTo("phones.pcap"));
        assertThat(desk.told).containsExactlyEntriesOf(Map.of(Reference.INVENTORY, "our_phones.csv"));
        assertThat(desk.received.get("known inventory")).contains("d-1,G2");
    }

    @Test
    void aCaptureThatIsTooBigIsRefusedBeforeItIsSent() throws IOException {
        Path capture = Files.write(captures.resolve("big.pcap"), new byte[(int) RecordingDesk.MOST + 1]);
        browser.go("/cases");
        browser.type(By.name("file"), capture.toString());
        browser.type(By.name("case"), "big");
        browser.press(By.xpath("//button[normalize-space()='Replay it']"));

        browser.awaitText("are taken here");
    }

    @Test
    void aCaseIsRemovedAfterAQuestion() {
        browser.go("/cases");
        browser.press(By.cssSelector("button[aria-label='Remove case redmi-2014']"));
        assertThat(browser.accept()).contains("redmi-2014", "cannot be undone");
        browser.awaitText("redmi-2014 is removed");
        assertThat(desk.removed).containsExactly("redmi-2014");

        browser.press(By.cssSelector("button[aria-label='Remove case redmi-2015']"));
        browser.accept();
        browser.awaitText("Not removed: it is being replayed now");
    }

    @Test
    void aRuleMadeHereIsTakenBackHere() {
        browser.go("/rules");
        assertThat(browser.text()).contains("time servers of the platform", "known and agreed");

        browser.press(By.xpath("//button[normalize-space()='Take back']"));
        browser.awaitText("is taken back");

        assertThat(desk.withdrawn).containsExactly("console-11111111-2222-3333-4444-555555555555");
    }

    @Test
    void twoCasesAreCompared() {
        browser.go("/compare?case=redmi-2014&with=redmi-2015");
        assertThat(browser.text()).contains("push.mi.example", "appeared", "vanished", BEIJING);

        browser.click(By.linkText("appeared"));
        browser.awaitText("1 pairs");
        assertThat(browser.text()).contains("push.mi.example").doesNotContain(BEIJING);
        browser.go("/compare?case=redmi-2015&with=redmi-2014&change=appeared");
        assertThat(browser.text()).contains(BEIJING).doesNotContain("push.mi.example");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2014-07-14 00:00 to 2014-07-17 23:58 UTC",
        "Asia/Shanghai, 2014-07-14 08:00 to 2014-07-18 07:58 Asia/Shanghai",
        "America/New_York, 2014-07-13 20:00 to 2014-07-17 19:58 America/New_York",
        "Nowhere/Land, 2014-07-14 00:00 to 2014-07-17 23:58 UTC"
    })
    void timesAreShownInTheChosenZone(String zone, String span) {
        browser.go("/?tz=" + zone);

        assertThat(browser.text()).contains(span);
    }

    @Test
    void aTimeRangeIsTypedInTheChosenZone() {
        browser.go("/?tz=Asia/Shanghai");
        browser.run("document.querySelector('.range').open = true;"
                + "const field = document.querySelector('.range input');"
                + "field.value = '2014-07-15T08:00'; field.dispatchEvent(new Event('change'))");
        browser.settled();

        assertThat(browser.address()).contains("from=2014-07-15T00%3A00%3A00.000Z");
    }

    @Test
    void theMapShowsTheShareThatIsAskedFor() {
        browser.go("/?share=devices");

        assertThat(browser.text()).contains("share of devices, by country");
        browser.click(By.linkText("bytes sent"));
        browser.awaitText("share of bytes sent, by country");
        assertThat(browser.address()).isEqualTo("/?share=bytes");
    }

    @Test
    void theDocumentationIsServedInside() {
        browser.go("/docs");
        browser.click(By.linkText("The console"));
        browser.awaitText("Who may look");

        assertThat(browser.address()).isEqualTo("/docs?page=console");
        assertThat(browser.all("article img"))
                .allMatch(
                        image -> Boolean.TRUE.equals(
                                browser.run(
                                        "return [...document.querySelectorAll('article img')].every((each) => each.naturalWidth > 0)")));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void pagesHearOfWhatIsNew() {
        browser.go("/alerts");
        assertThat(browser.text()).doesNotContain("arrived-just-now");

        fleet.raise("arrived-just-now");

        browser.awaitText("arrived-just-now");
    }
}
