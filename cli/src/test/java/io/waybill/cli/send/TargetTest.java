package io.waybill.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "topic, json=topic",
        "ocsf=topic, ocsf=topic",
        "OCSF=https://siem.example/in?token=x, ocsf=https://siem.example/in",
        "https://user:secret@siem.example:8443/a=b, json=https://siem.example:8443/a=b",
        "syslog+udp://10.0.0.1:514, cef=syslog+udp://10.0.0.1:514",
        "json=syslog+tcp://log.example:601, json=syslog+tcp://log.example:601"
    })
    void whatIsWrittenIsUnderstoodAndShownWithoutSecrets(String text, String shown) {
        assertThat(Target.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topics",
                "ftp://x/",
                "csv=topic",
                "http:///x",
                "syslog+tcp://x",
                "http://a b",
                "ocsf=",
                "mailto:x"
            })
    void whatIsNoTargetIsRefusedWithWhatIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(text))
                .withMessageContaining("'" + text + "' is no target")
                .withMessageContaining("syslog+udp://HOST:PORT");
    }

    @Test
    void everyFormHasATopicOfItsOwn() {
        assertThat(Target.parse("ocsf=topic").topic()).isEqualTo(Topic.ALERT_OCSF);
        assertThat(Target.parse("ecs=topic").topic()).isEqualTo(Topic.ALERT_ECS);
        assertThat(Target.parse("cef=topic").topic()).isEqualTo(Topic.ALERT_CEF);
        assertThat(Target.parse("topic").topic()).isEqualTo(Topic.ALERT_JSON);
    }

    @Test
    void targetsThatDifferAreRememberedApart() {
        String json = AlertSender.Settings.of(Target.parse("http://a/")).group();

        assertThat(json).startsWith("waybill-send-");
        assertThat(AlertSender.Settings.of(Target.parse("json=http://a/")).group())
                .isEqualTo(json);
        assertThat(AlertSender.Settings.of(Target.parse("ecs=http://a/")).group())
                .isNotEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "40, 60", "2000000000, 60"})
    void waitsDoubleUpToTheLongest(int failures, long seconds) {
        assertThat(BackOff.DEFAULT.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void waitsThatDoNotGrowAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(Duration.ZERO, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(second, Duration.ofMillis(1), second));
        assertThat(new BackOff(second, second, Duration.ZERO).isOver(Duration.ZERO))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"INFORMATIONAL, 134", "LOW, 133", "MEDIUM, 132", "HIGH, 131", "CRITICAL, 130"})
    void syslogPriorityIsLocal0AndTheSeverity(Severity severity, int priority) {
        String line = SyslogLine.of(SentAlerts.rendered(SentAlerts.alert("a", severity), "text"));

        assertThat(line).startsWith("<" + priority + ">1 2014-08-02T00:00:00Z - waybill - periodic-contact ");
    }

    @Test
    void hostileNamesStayInsideTheirFieldOfASyslogLine() {
        Alert alert = SentAlerts.alert("x\"]\\\n<0>1", Severity.LOW);
        alert.setDetector("a b\u202e\n" + "c".repeat(50));
        String line = SyslogLine.of(SentAlerts.rendered(alert, "text"));

        assertThat(line)
                .contains("id=\"x\\\"\\]\\\\_<0>1.1\"")
                .contains(" a_b__" + "c".repeat(27) + " [")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "'a b', a%20b", "'é', %C3%A9", "'50%', 50%25", "'\"', %22"})
    void headerValuesAreEncodedAsCloudEventsAsks(String value, String encoded) {
        assertThat(WebhookOutlet.percentEncoded(value)).isEqualTo(encoded);
    }
}
