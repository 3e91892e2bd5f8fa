package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.desk.ConsoleActions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every page, light and dark, has no fault that axe-core calls serious; and the pages can be used without a mouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class AccessibilityTest {

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeAll
    void open(@TempDir Path folder) {
        RecordingDesk desk = new RecordingDesk();
        fleet = new ServedFleet(folder, access -> access, new ConsoleActions(desk, desk));
        browser = Browser.open(fleet.url(), folder.resolve("profile"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/models",
                "/model?name=Xiaomi%20Redmi%20Note",
                "/destinations",
                "/destination?name=42.62.48.0/24",
                "/devices",
                "/device?name=redmi-note-000",
                "/alerts",
                "/alerts?group=model",
                "/alert?id=exclusive-redmi",
                "/cases?show=redmi-2014",
                "/compare?case=redmi-2014&with=redmi-2015",
                "/rules",
                "/flows",
                "/docs",
                "/docs?page=console",
                "/about",
                "/model?name=nothing"
            })
    void noSeriousFault(String address) {
        browser.go(address);
        browser.run("document.documentElement.dataset.theme = 'light'; dispatchEvent(new Event('waybill-theme'))");
        assertThat(Accessibility.faults(browser)).as("light").isEmpty();

        browser.run("document.documentElement.dataset.theme = 'dark'; dispatchEvent(new Event('waybill-theme'))");
        assertThat(Accessibility.faults(browser)).as("dark").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/models",
                "/model?name=Xiaomi%20Redmi%20Note",
                "/destinations",
                "/destination?name=42.62.48.0/24",
                "/devices",
                "/device?name=redmi-note-000",
                "/alerts",
                "/alert?id=exclusive-redmi",
                "/cases?show=redmi-2014",
                "/compare?case=redmi-2014&with=redmi-2015",
                "/rules",
                "/flows",
                "/docs?page=console"
            })
    void whateverCanBeUsedTakesTheFocusAndShowsIt(String address) {
        browser.go(address);
        browser.press(Keys.TAB);

        Object faults = browser.run("const faults = [];"
                + "const all = [...document.querySelectorAll('a[href], button, select, input, summary, [role=region][tabindex]')];"
                + "for (const each of all.filter((one) => one.checkVisibility())) {"
                + "  each.focus({focusVisible: true});"
                + "  const style = getComputedStyle(each);"
                + "  if (document.activeElement !== each) { faults.push('takes no focus: ' + each.outerHTML.slice(0, 90)); }"
                + "  else if (style.outlineStyle === 'none' && style.boxShadow === 'none') {"
                + "    faults.push('shows no focus: ' + each.outerHTML.slice(0, 90)); }"
                + "  if (each.tabIndex !== 0) { faults.push('out of turn: ' + each.outerHTML.slice(0, 90)); }"
                + "}"
                + "return faults.concat(all.length > 20 ? [] : ['only ' + all.length + ' things to use']);");

        assertThat((List<?>) faults).isEmpty();
    }

    @Test
    void aPageIsReachedAndUsedByKeyboardAlone() {
        browser.go("/models");
        browser.press(Keys.TAB);
        assertThat(browser.focused())
                .as("the way past the navigation comes first")
                .isEqualTo("Skip to the page");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("content");

        int steps = 0;
        while (!browser.focused().equals("Xiaomi Redmi Note")) {
            browser.press(Keys.TAB);
            assertThat(++steps).as("steps to the first model").isLessThan(60);
        }
        browser.press(Keys.ENTER);
        browser.awaitText("Firmware side by side");
        assertThat(browser.address()).startsWith("/model?name=Xiaomi");
        assertThat(browser.all("h1")).hasSize(1);
    }
}
