package io.waybill.console.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Alert;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium of the machine; tests that need it are skipped, and say so, where there is none. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Path SCREENSHOTS = Path.of(System.getProperty("waybill.screenshots", "target/screenshots"));

    private final ChromeDriver driver;
    private final String url;

    private Browser(ChromeDriver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    static Browser open(String url, Path profile) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no /usr/bin/chromium and /usr/bin/chromedriver here (Debian: chromium, chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        // The last two leave out what shows nothing here.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile,
                "--disable-extensions",
                "--disable-software-rasterizer");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1440, 1000));
        return new Browser(driver, url);
    }

    /** Goes to a page and waits until it has shown its answer. */
    Browser go(String address) {
        driver.get(url + address);
        return settled();
    }

    /** Waits until the page at hand has shown its answer. */
    Browser settled() {
        within(20).until(d -> !d.findElements(By.cssSelector("[data-ready]")).isEmpty());
        return this;
    }

    /**
     * Goes back in the history and waits until the page that comes then has shown its answer. The address changes before the page is told, so
     * the mark of the one at hand is taken away first.
     */
    void back() {
        run(
                "document.querySelectorAll('[data-ready]').forEach(page => page.removeAttribute('data-ready')); history.back()");
        settled();
    }

    /** Looks again soon: a page is there within tens of milliseconds, and Selenium would look twice a second. */
    private WebDriverWait within(int seconds) {
        return new WebDriverWait(driver, Duration.ofSeconds(seconds), LOOK_AGAIN);
    }

    void click(By what) {
        within(10)
                .until(d -> d.findElements(what).stream().findFirst().orElse(null))
                .click();
        settled();
    }

    /** Waits until the text stands on the page. */
    void awaitText(String text) {
        within(10).until(d -> text().contains(text));
    }

    /** Waits until the text stands in an element. */
    void awaitText(String selector, String text) {
        within(10).until(d -> d.findElement(By.cssSelector(selector)).getText().contains(text));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    List<WebElement> all(By what) {
        return driver.findElements(what);
    }

    /** A key for whatever has the focus. */
    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Text of what has the focus. */
    String focused() {
        return driver.switchTo().activeElement().getText();
    }

    /** A script that says when it is done. */
    @Nullable
    Object runAsync(String script) {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return ((JavascriptExecutor) driver).executeAsyncScript(script);
    }

    /** A path typed into a file field. */
    void type(By where, String text) {
        driver.findElement(where).sendKeys(text);
    }

    /** Says yes to the question that the page asks. */
    String accept() {
        Alert question = within(10).until(ExpectedConditions.alertIsPresent());
        String text = question.getText();
        question.accept();
        return text;
    }

    /** Presses something that changes nothing but the page at hand. */
    void press(By what) {
        within(10)
                .until(d -> d.findElements(what).stream().findFirst().orElse(null))
                .click();
    }

    /** Text that a reader sees. Asked of the page itself: the driver goes over every element of it, which takes a second. */
    String text() {
        return String.valueOf(run("return document.querySelector('main').innerText"));
    }

    String title() {
        return driver.getTitle();
    }

    String address() {
        return driver.getCurrentUrl().substring(url.length());
    }

    Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** Warnings and errors of the page since the last call: refused scripts, broken loads, exceptions. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /**
     * Keeps a picture of the whole page under {@code target/screenshots}, or where the property {@code waybill.screenshots} says;
     * those named {@code journey-...} are the ones in {@code docs/images}.
     */
    void picture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        long width = ((Number) run("return window.innerWidth")).longValue();
        long height = ((Number)
                        run("return Math.min(4000, Math.max(700, document.querySelector('main').scrollHeight + 60))"))
                .longValue();
        Dimension before = driver.manage().window().getSize();
        driver.manage().window().setSize(new Dimension((int) width, (int) height + 140));
        run("window.dispatchEvent(new Event('resize'))");
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        driver.manage().window().setSize(before);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
