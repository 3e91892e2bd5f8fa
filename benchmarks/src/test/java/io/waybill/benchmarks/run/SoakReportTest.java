package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SoakReportTest {

    private static List<SoakSample> samples(int number, long leakPerSample) {
        List<SoakSample> samples = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            samples.add(new SoakSample(
                    i * 30L,
                    i * 2_000L,
                    i * 1_000L,
                    100_000_000 + i * leakPerSample,
                    500_000_000,
                    i * 100L,
                    900,
                    1_500,
                    3));
        }
        return samples;
    }

    @Test
    void halves_of_a_flat_run_are_equal() {
        List<String> lines = SoakReport.lines(samples(16, 0));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).contains("live heap", "100.0 in the first half", "100.0 in the second (+0 %)");
        assertThat(lines.get(3)).contains("median", "900.0");
        assertThat(lines.get(2)).as("the same memory for more events").containsPattern("\\(-[1-9][0-9] %\\)");
    }

    @Test
    void a_leak_shows() {
        assertThat(SoakReport.lines(samples(16, 50_000_000)).get(0)).containsPattern("\\(\\+[1-9][0-9] %\\)");
    }

    @Test
    void the_warm_up_is_left_out() {
        List<SoakSample> samples = samples(16, 0);
        samples.set(0, new SoakSample(30, 2_000, 1_000, 9_000_000_000L, 0, 0, 90_000, 90_000, 3));
        samples.set(3, samples.get(0));

        assertThat(SoakReport.lines(samples)).isEqualTo(SoakReport.lines(samples(16, 0)));
    }

    @Test
    void a_few_samples_show_nothing() {
        assertThatThrownBy(() -> SoakReport.lines(samples(7, 0))).hasMessageContaining("7 samples, and 8");
    }

    @Test
    void a_sample_is_a_line_under_its_header() {
        SoakSample sample = new SoakSample(30, 3_000, 1_000, 4_000, 8_000, 70, -1, -1, 12);

        assertThat(sample.toCsv()).isEqualTo("30,3000,1000,4000,8000,70,-1,-1,12,4.0");
        assertThat(SoakSample.HEADER.split(",")).hasSameSizeAs(sample.toCsv().split(","));
        assertThat(new SoakSample(0, 0, 0, 5, 0, 0, -1, -1, 0).bytesPerEvent()).isZero();
    }

    @Test
    void the_picture_has_a_line_for_each_series_within_its_panel() throws Exception {
        String svg = SoakPlot.svg("5,000/s <&> more", samples(16, 1_000_000));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var lines = document.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(6);
        for (int i = 0; i < lines.getLength(); i++) {
            String[] points = ((Element) lines.item(i)).getAttribute("points").split(" ");
            assertThat(points).hasSize(16).allSatisfy(point -> {
                String[] place = point.split(",");
                assertThat(Double.parseDouble(place[0])).isBetween(60.0, 780.0);
                assertThat(Double.parseDouble(place[1])).isBetween(34.0, 586.0);
            });
        }
        assertThat(document.getDocumentElement().getTextContent()).contains("5,000/s <&> more");
    }

    @Test
    void probes_that_never_came_through_are_drawn_at_the_bottom() {
        List<SoakSample> none =
                List.of(new SoakSample(30, 10, 10, 1, 1, 1, -1, -1, 5), new SoakSample(60, 20, 20, 1, 1, 1, -1, -1, 9));

        assertThat(SoakPlot.svg("none", none)).doesNotContain("NaN", "Infinity");
    }
}
