package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Whether the clock of this machine agrees with the registry's, whose answers carry the time. Waybill counts by the time of
 * events; a wrong clock here makes TLS and credentials fail, and delays look wrong.
 *
 * @param url of the registry
 * @param clock of this machine
 */
public record ClockCheck(String url, Clock clock) implements Check {

    private static final Duration TOLERATED = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 5_000;

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Outcome look() {
        String date;
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url.split(",")[0] + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            // The status does not matter: a refusal carries the time as well.
            connection.getResponseCode();
            date = connection.getHeaderField("Date");
            connection.disconnect();
        } catch (IOException e) {
            return new Unknown("the registry does not answer, so its clock is not known: " + e.getMessage());
        }
        if (date == null) {
            return new Unknown("the registry does not say what time it is");
        }
        try {
            Duration ahead = Duration.between(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    clock.instant());
            return of(ahead);
        } catch (DateTimeParseException e) {
            return new Unknown("the registry's time cannot be read: " + date);
        }
    }

    private static Outcome of(Duration ahead) {
        if (ahead.abs().compareTo(TOLERATED) <= 0) {
            return new Good("agrees with the registry's within " + TOLERATED.toSeconds() + " s");
        }
        return new Doubtful(
                "this machine's clock is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of") + " the registry's",
                List.of(),
                "let both machines keep time by NTP; counts and alerts go by the events' own times and are not"
                        + " affected, delays shown in metrics are");
    }
}
