package io.waybill.streams.part;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Bytes of the types that detection works with. Enumerations are written by name, so that reordering them is harmless. Safe for
 * several threads.
 */
public final class DetectCodec {

    private static final RecurringCohorts COHORTS = new RecurringCohorts();

    private DetectCodec() {}

    /** Writes a cohort. */
    public static void cohort(ByteWriter out, Cohort cohort) {
        out.text(cohort.level().name())
                .text(cohort.manufacturer())
                .text(cohort.model())
                .text(cohort.firmware())
                .text(cohort.app());
    }

    /** Reads a cohort. */
    public static Cohort cohort(ByteReader in) {
        return COHORTS.of(
                SubjectLevel.valueOf(in.recurringText()),
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.recurringText());
    }

    /** Writes event references. */
    public static void events(ByteWriter out, List<EventRef> events) {
        list(out, events, DetectCodec::event);
    }

    /** Reads event references. */
    public static List<EventRef> events(ByteReader in) {
        return list(in, DetectCodec::event);
    }

    private static void event(ByteWriter out, EventRef event) {
        out.text(event.capture())
                .varint(event.position())
                .text(event.eventId())
                .varint(event.time())
                .text(event.deviceId());
    }

    private static EventRef event(ByteReader in) {
        return new EventRef(in.recurringText(), in.varint(), in.text(), in.varint(), in.recurringText());
    }

    /** Writes a finding. */
    public static void finding(ByteWriter out, Finding finding) {
        out.text(finding.detector())
                .text(finding.deviceId())
                .text(finding.manufacturer())
                .text(finding.model())
                .text(finding.firmware())
                .text(finding.app())
                .text(finding.destination())
                .float64(finding.score())
                .text(finding.measure())
                .float64(finding.observed())
                .float64(finding.expected())
                .varint(finding.samples());
        span(out, finding.window());
        map(out, finding.subscores(), ByteWriter::float64);
        map(out, finding.facts(), ByteWriter::float64);
        map(out, finding.notes(), ByteWriter::text);
        map(out, finding.parameters(), ByteWriter::text);
        events(out, finding.evidence());
    }

    /** Reads a finding. */
    public static Finding finding(ByteReader in) {
        return new Finding(
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.recurringText(),
                in.float64(),
                in.recurringText(),
                in.float64(),
                in.float64(),
                in.varint(),
                span(in),
                map(in, ByteReader::float64),
                map(in, ByteReader::float64),
                map(in, ByteReader::recurringText),
                map(in, ByteReader::recurringText),
                events(in));
    }

    /** Writes a verdict. */
    public static void verdict(ByteWriter out, Verdict verdict) {
        out.text(verdict.detector())
                .text(verdict.level().name())
                .text(verdict.subject())
                .text(verdict.destination())
                .text(verdict.severity().name())
                .float64(verdict.score());
        optional(out, verdict.pValue());
        span(out, verdict.window());
        out.text(verdict.measure()).float64(verdict.observed()).float64(verdict.expected());
        optional(out, verdict.lowerBound());
        optional(out, verdict.upperBound());
        out.varint(verdict.samples()).varint(verdict.devices());
        map(out, verdict.subscores(), ByteWriter::float64);
        map(out, verdict.parameters(), ByteWriter::text);
        out.text(verdict.explanation());
        events(out, verdict.evidence());
        out.nullableText(verdict.knownService());
    }

    /** Reads a verdict. */
    public static Verdict verdict(ByteReader in) {
        return new Verdict(
                in.recurringText(),
                SubjectLevel.valueOf(in.recurringText()),
                in.recurringText(),
                in.recurringText(),
                Severity.valueOf(in.recurringText()),
                in.float64(),
                optional(in),
                span(in),
                in.recurringText(),
                in.float64(),
                in.float64(),
                optional(in),
                optional(in),
                in.varint(),
                in.varint(),
                map(in, ByteReader::float64),
                map(in, ByteReader::recurringText),
                in.text(),
                events(in),
                in.nullableText());
    }

    private static void span(ByteWriter out, Span span) {
        out.varint(span.start()).varint(span.end());
    }

    private static Span span(ByteReader in) {
        return new Span(in.varint(), in.varint());
    }

    private static void optional(ByteWriter out, OptionalDouble value) {
        out.int8(value.isPresent() ? 1 : 0);
        value.ifPresent(out::float64);
    }

    private static OptionalDouble optional(ByteReader in) {
        return in.int8() == 0 ? OptionalDouble.empty() : OptionalDouble.of(in.float64());
    }

    /** Writes a count and the elements. */
    public static <T> void list(ByteWriter out, List<T> elements, BiConsumer<ByteWriter, T> element) {
        out.varint(elements.size());
        elements.forEach(each -> element.accept(out, each));
    }

    /** Reads what {@link #list(ByteWriter, List, BiConsumer)} wrote. */
    public static <T> List<T> list(ByteReader in, Function<ByteReader, T> element) {
        int count = in.count();
        List<T> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.apply(in));
        }
        return elements;
    }

    /** Writes a count and the entries in key order. */
    public static <V> void map(ByteWriter out, SortedMap<String, V> entries, BiConsumer<ByteWriter, V> value) {
        out.varint(entries.size());
        entries.forEach((key, each) -> {
            out.text(key);
            value.accept(out, each);
        });
    }

    /** Reads what {@link #map(ByteWriter, SortedMap, BiConsumer)} wrote. */
    public static <V> SortedMap<String, V> map(ByteReader in, Function<ByteReader, V> value) {
        int count = in.count();
        SortedMap<String, V> entries = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(in.recurringText(), value.apply(in));
        }
        return entries;
    }
}
