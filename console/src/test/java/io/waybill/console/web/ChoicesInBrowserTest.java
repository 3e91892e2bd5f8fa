package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader chooses on a page is its address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
@Order(1)
class ChoicesInBrowserTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/alerts?case=redmi-2014",
                "/models?tz=Asia/Shanghai",
                "/model?name=Xiaomi%20Redmi%20Note",
                "/destinations?from=2014-07-15T00:00:00Z",
                "/destination?name=42.62.48.0/24",
                "/devices",
                "/device?name=redmi-note-000",
                "/flows",
                "/compare?case=redmi-2014&with=redmi-2015"
            })
    void whatAChoiceShowsIsShownAgainByItsAddressAndByGoingBack(String address) {
        browser.go(address);
        String before = browser.text();
        List<String> choices = browser.all("main .chip, main th a, main nav.more a").stream()
                .map(link -> String.valueOf(link.getDomAttribute("href")))
                .distinct()
                .toList();
        assertThat(choices).as("choices of the page").isNotEmpty();
        Map<String, String> chosen = new LinkedHashMap<>();
        // A few of each page: of many choices every fourth.
        for (int i = 0; i < choices.size(); i += choices.size() > 6 ? 4 : 2) {
            String choice = choices.get(i);
            browser.run("[...document.querySelectorAll('main a')].find(link => link.getAttribute('href') === "
                    + quoted(choice) + ").click()");
            browser.settled();
            assertThat(browser.address()).isEqualTo(choice);
            chosen.put(choice, browser.text());
            browser.back();
            assertThat(browser.address()).isEqualTo(address);
            assertThat(browser.text()).as("back from %s", choice).isEqualTo(before);
        }
        chosen.forEach((choice, text) ->
                assertThat(browser.go(choice).text()).as(choice).isEqualTo(text));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
