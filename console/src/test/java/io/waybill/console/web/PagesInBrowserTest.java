package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages as readers get them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
@Order(1)
class PagesInBrowserTest {

    private static final String BEIJING = "42.62.48.0/24";

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeAll
    void open(@TempDir Path folder) {
        fleet = new ServedFleet(folder);
        browser = Browser.open(fleet.url(), folder.resolve("profile"));
    }

    @BeforeEach
    void usualSize() {
        browser.size(1440, 1000);
        browser.complaints();
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /",
        "models, /models",
        "model, /model?name=Xiaomi%20Redmi%20Note",
        "destinations, /destinations",
        "destination, /destination?name=42.62.48.0/24",
        "devices, /devices?model=Xiaomi%20Redmi%20Note",
        "device, /device?name=redmi-note-000",
        "alerts, /alerts",
        "alert, /alert?id=exclusive-redmi",
        "cases, /cases",
        "flows, /flows",
        "alert-groups, /alerts?group=destination",
        "case-inputs, /cases?show=redmi-2014",
        "compare, /compare?case=redmi-2014&with=redmi-2015",
        "rules, /rules",
        "docs, /docs",
        "docs-console, /docs?page=console",
        "about, /about"
    })
    void everyPageShowsItsAnswerWithoutComplaint(String name, String address) throws IOException {
        browser.go(address);

        browser.picture(name);
        assertThat(browser.all("h1")).hasSize(1);
        assertThat(browser.all("img[src='x']")).as("names that became elements").isEmpty();
        assertThat(browser.all("[role=alert]")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /",
        "models, /models",
        "model, /model?name=Xiaomi%20Redmi%20Note",
        "devices, /devices",
        "device, /device?name=redmi-note-000",
        "destinations, /destinations",
        "destination, /destination?name=42.62.48.0/24",
        "alerts, /alerts",
        "alert-groups, /alerts?group=destination",
        "alert, /alert?id=exclusive-redmi",
        "cases, /cases?show=redmi-2014",
        "compare, /compare?case=redmi-2014&with=redmi-2015",
        "rules, /rules",
        "flows, /flows",
        "docs, /docs",
        "docs-console, /docs?page=console",
        "about, /about"
    })
    void pagesFitAPhoneAndTheDark(String name, String address) throws IOException {
        browser.size(390, 844);
        browser.go(address);
        browser.run("document.documentElement.dataset.theme = 'dark'; dispatchEvent(new Event('waybill-theme'))");

        Object overflow =
                browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");

        browser.picture(name + "-phone-dark");
        assertThat(browser.all("footer.foot")).allMatch(WebElement::isDisplayed);
        assertThat(overflow).as("pixels beyond the screen's width").isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({
        "/, .bars > a",
        "/, svg.spark",
        "/models, svg.spark",
        "/model?name=Xiaomi%20Redmi%20Note, .bars > a",
        "/destination?name=42.62.48.0/24, .ladder > .rung",
        "/destination?name=42.62.48.0/24, svg.spark",
        "/alert?id=exclusive-redmi, svg.bullet"
    })
    void whatIsDrawnWithoutAChartHasItsNumbersAsATableAndAsAFile(String address, String drawn) {
        browser.go(address);
        browser.run("document.querySelectorAll('details.twin').forEach(twin => { twin.open = true; })");

        List<WebElement> pictures = browser.all(drawn);
        assertThat(pictures).isNotEmpty();
        String panel = ".panel:has(" + drawn + ")";
        String numbers = drawn.equals("svg.bullet") ? panel + " tbody td" : panel + " details.twin tbody tr";
        assertThat(browser.all(numbers))
                .hasSizeGreaterThanOrEqualTo(pictures.size())
                .allMatch(WebElement::isDisplayed);
        assertThat(browser.all(panel)).hasSameSizeAs(browser.all(panel + ":has(header a[data-csv])"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theTableOfALineHasItsNumbers() {
        browser.go("/models");
        browser.run("document.querySelector('details.twin').open = true");

        long events = browser.all("details.twin tbody tr").stream()
                .map(row -> row.findElements(By.tagName("td")).get(1).getText())
                .mapToLong(text -> Long.parseLong(text.replace(",", "")))
                .sum();

        assertThat(browser.all("details.twin tbody tr")).hasSize(32);
        assertThat(events).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 2",
        "/model?name=Xiaomi%20Redmi%20Note, 1",
        "/destination?name=42.62.48.0/24, 3",
        "/device?name=redmi-note-000, 1",
        "/flows, 1"
    })
    void everyChartHasATwinAndACsvLink(String address, int charts) {
        browser.go(address);

        assertThat(browser.all("wb-chart")).hasSize(charts);
        assertThat(browser.all("wb-chart a[data-csv]")).hasSize(charts);
        browser.all("wb-chart header .tools button").forEach(WebElement::click);
        assertThat(browser.all("wb-chart:has(table tbody tr)")).hasSize(charts);
        assertThat(browser.all("wb-chart .canvas")).isEmpty();
    }

    @Test
    void anAnalystFindsWhichPhonesTalkToBeijingAndWhetherItIsTheFirmware() {
        browser.go("/destinations?country=CN");
        browser.click(By.linkText(BEIJING));
        browser.awaitText("At whose doing");
        assertThat(browser.text()).contains("inside: 3 of 3", "outside: 0 of 16");

        browser.click(By.linkText("Xiaomi Redmi Note"));
        browser.awaitText("Firmware side by side");
        assertThat(browser.text()).contains("MIUI-V5-21.0", "MIUI-V5-22.0");
        assertThat(browser.address()).isEqualTo("/model?name=Xiaomi+Redmi+Note");
    }

    @Test
    void someoneOnCallReadsWhatAnAlertIs() {
        browser.go("/");
        browser.click(By.linkText("cohort-exclusive"));
        browser.awaitText("Observed against expected");

        assertThat(browser.text())
                .contains("23 of 24 devices of Xiaomi Redmi Note contact " + BEIJING)
                .contains("observed 0.96", "expected 0.02", "gateway.pcap", "9120");
        assertThat(browser.all("a[data-csv]")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/model?name=, Nobody", "/destination?name=, ''", "/device?name=, ''"})
    void namesThatAreScriptsStayText(String page, String maker) {
        String name = maker.isEmpty() ? SampleFleet.SCRIPT_NAME : maker + " " + SampleFleet.FORMULA_NAME;

        browser.go(page + URLEncoder.encode(name, StandardCharsets.UTF_8));

        assertThat(browser.text()).contains(maker.isEmpty() ? SampleFleet.SCRIPT_NAME : SampleFleet.FORMULA_NAME);
        assertThat(browser.all("img[src='x']")).isEmpty();
        assertThat(browser.title()).doesNotStartWith("pwned");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/models",
                "/destinations",
                "/devices",
                "/alerts",
                "/alerts?group=model",
                "/flows",
                "/compare?case=live&with=redmi-2015",
                "/rules?case=redmi-2014"
            })
    void aTimeRangeWithoutRecordsIsSaidToHaveNone(String address) {
        String range = "from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z";

        browser.go(address + (address.contains("?") ? "&" : "?") + range);

        assertThat(browser.all("[role=alert]")).isEmpty();
        assertThat(browser.all("main h1")).hasSize(1);
        boolean timeless =
                address.startsWith("/rules") || address.startsWith("/devices") || address.startsWith("/compare");
        assertThat(browser.all(".state").size())
                .as("panels that say they are empty")
                .isGreaterThanOrEqualTo(timeless ? 0 : 1);
        assertThat(browser.text()).doesNotContain("undefined", "NaN", "Infinity", "null");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theChosenColoursStay() {
        browser.go("/models");
        choose("dark");

        browser.go("/alerts");

        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        assertThat(browser.run("return document.querySelector('select.theme').value"))
                .isEqualTo("dark");
        choose("");
        browser.go("/alerts");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("");
    }

    private void choose(String colours) {
        browser.run("const field = document.querySelector('select.theme'); field.value = '" + colours
                + "'; field.dispatchEvent(new Event('change'))");
    }

    @Test
    void aConsoleThatIsNotLevelYetSaysSoOnEveryPage() {
        fleet.behind(true);
        try {
            browser.go("/alerts");
            browser.awaitText(".live", "Catching up");
        } finally {
            fleet.behind(false);
        }
        browser.awaitText(".live", "Live");
    }

    @Test
    void whatIsNotThereIsSaid() {
        browser.go("/model?name=Nokia%203310");

        assertThat(browser.all("[role=alert]")).hasSize(1);
        assertThat(browser.text()).contains("no model of that name in this case and time range");
    }

    @Test
    void theAddressHoldsCaseTimeRangeAndFilters() {
        browser.go("/alerts?case=redmi-2014&severity=high&level=device");

        assertThat(browser.text()).contains("3 alerts");
        browser.click(By.linkText("Models"));
        browser.awaitText("Phone models heard of");
        assertThat(browser.address()).isEqualTo("/models?case=redmi-2014");
    }
}
