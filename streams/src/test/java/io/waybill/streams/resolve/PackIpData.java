package io.waybill.streams.resolve;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes the packed IP database out of the CSV files of two npm packages; docs/resolving.md has the steps. A tool for whoever
 * renews the data, not part of the program.
 */
final class PackIpData {

    private PackIpData() {}

    /** Arguments: folder of the country CSV files, folder of the ASN CSV files, text that names the source, output file. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("usage: COUNTRY_FOLDER ASN_FOLDER SOURCE OUTPUT");
        }
        IpPack pack = pack(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[3]))) {
            pack.write(out);
        }
        System.out.println(pack.countries().size() + " countries, " + pack.asns().length + " systems, runs "
                + pack.country4().runs() + " " + pack.asn4().runs() + " "
                + pack.country6().runs() + " " + pack.asn6().runs());
    }

    static IpPack pack(Path countryFolder, Path asnFolder, String source) throws IOException {
        List<Line> country4 = lines(countryFolder, "-ipv4-num.csv");
        List<Line> country6 = lines(countryFolder, "-ipv6-num.csv");
        List<Line> asn4 = lines(asnFolder, "-ipv4-num.csv");
        List<Line> asn6 = lines(asnFolder, "-ipv6-num.csv");

        TreeSet<String> codes = new TreeSet<>();
        Stream.concat(country4.stream(), country6.stream()).forEach(line -> codes.add(line.value));
        codes.removeIf(code -> !code.matches("[A-Z]{2}"));
        Map<String, Integer> codeNumbers = numbered(codes);

        SortedMap<Long, String> systems = new TreeMap<>();
        Stream.concat(asn4.stream(), asn6.stream())
                .forEach(line -> systems.putIfAbsent(Long.parseLong(line.value), line.name));
        Map<Long, Integer> systemNumbers = numbered(systems.keySet());

        List<Run> countryRuns4 = runs(country4, 0, line -> codeNumbers.getOrDefault(line.value, 0));
        List<Run> countryRuns6 = runs(country6, 64, line -> codeNumbers.getOrDefault(line.value, 0));
        List<Run> asnRuns4 = runs(asn4, 0, line -> systemNumbers.getOrDefault(Long.parseLong(line.value), 0));
        List<Run> asnRuns6 = runs(asn6, 64, line -> systemNumbers.getOrDefault(Long.parseLong(line.value), 0));
        return new IpPack(
                source,
                List.copyOf(codes),
                systems.keySet().stream().mapToLong(Long::longValue).toArray(),
                List.copyOf(systems.values()),
                flatten(countryRuns4),
                flatten(asnRuns4),
                flatten(countryRuns6),
                flatten(asnRuns6));
    }

    /**
     * Runs without gaps or overlaps. Where ranges overlap, as they do in the source, the one that starts later holds, and of two
     * that start together the narrower: what is said of a part is more exact than what is said of the whole.
     */
    static Column flatten(List<Run> ranges) {
        List<Run> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> a.start != b.start ? Long.compare(a.start, b.start) : Long.compare(b.end, a.end));
        Flattening flattening = new Flattening();
        for (Run range : sorted) {
            flattening.advance(range.start);
            flattening.open.add(range);
        }
        flattening.advance(Long.MAX_VALUE);
        return new Column(
                flattening.starts.stream().mapToLong(Long::longValue).toArray(),
                flattening.values.stream().mapToInt(Integer::intValue).toArray());
    }

    private static <T> Map<T, Integer> numbered(Iterable<T> sorted) {
        Map<T, Integer> numbers = new java.util.HashMap<>();
        sorted.forEach(entry -> numbers.put(entry, numbers.size() + 1));
        return numbers;
    }

    private static List<Run> runs(List<Line> lines, int shift, java.util.function.ToIntFunction<Line> value) {
        List<Run> runs = new ArrayList<>();
        for (Line line : lines) {
            long start = line.first.shiftRight(shift).longValueExact();
            long end = line.last.add(BigInteger.ONE).shiftRight(shift).longValueExact();
            if (end > start) {
                runs.add(new Run(start, end, value.applyAsInt(line)));
            }
        }
        return runs;
    }

    private static List<Line> lines(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
            List<Line> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(",", 4);
                String name = fields.length < 4
                        ? ""
                        : fields[3].replaceAll("^\"|\"$", "").replace("\"\"", "\"");
                boolean placeholder = name.equals("AS" + fields[2]);
                lines.add(new Line(
                        new BigInteger(fields[0]), new BigInteger(fields[1]), fields[2], placeholder ? "" : name));
            }
            return lines;
        }
    }

    private static final class Flattening {

        final List<Run> open = new ArrayList<>();
        final List<Long> starts = new ArrayList<>();
        final List<Integer> values = new ArrayList<>();
        private long position;

        void advance(long to) {
            while (position < to) {
                while (!open.isEmpty() && open.get(open.size() - 1).end <= position) {
                    open.remove(open.size() - 1);
                }
                Run top = open.isEmpty() ? new Run(position, to, 0) : open.get(open.size() - 1);
                if (values.isEmpty() || values.get(values.size() - 1) != top.value) {
                    starts.add(position);
                    values.add(top.value);
                }
                position = Math.min(top.end, to);
            }
        }
    }

    /** From start inclusive to end exclusive. */
    record Run(long start, long end, int value) {}

    private record Line(BigInteger first, BigInteger last, String value, String name) {}
}
