package io.waybill.cli.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to replay.
 *
 * @param name of the case
 * @param inputs captures as the user named them
 * @param inventory file, or null
 * @param lifecycle file, or null
 * @param policy file, or null
 * @param partitions of the case's topics
 * @param threads stream threads
 * @param speed {@code max} or {@code Nx}
 * @param pseudonymKey file with the key that device ids are replaced under, or null to keep them
 */
public record ReplayRequest(
        CaseName name,
        List<String> inputs,
        @Nullable Path inventory,
        @Nullable Path lifecycle,
        @Nullable Path policy,
        int partitions,
        int threads,
        String speed,
        @Nullable Path pseudonymKey) {

    private static final String INPUT = "input.";
    private static final int DEFAULT_PARTITIONS = 4;
    private static final int DEFAULT_THREADS = 2;

    /** Checks the ranges; what is thrown says what is allowed. */
    public ReplayRequest {
        atLeastOne("--partitions", partitions);
        atLeastOne("--threads", threads);
        Pace.parse(speed);
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, not " + value);
        }
    }

    /** What the user named, as the manifest of a case keeps it, so that the case can be replayed: see {@link #again}. */
    public SortedMap<String, String> arguments() {
        SortedMap<String, String> arguments = new TreeMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            arguments.put(INPUT + (i + 1), inputs.get(i));
        }
        put(arguments, "inventory", inventory);
        put(arguments, "lifecycle", lifecycle);
        put(arguments, "policy", policy);
        return arguments;
    }

    /** The arguments of a case that was replayed with others before: all inputs, each once, and the newest of the rest. */
    SortedMap<String, String> argumentsAfter(Map<String, String> before) {
        LinkedHashSet<String> all = new LinkedHashSet<>(again(before).inputs());
        all.addAll(inputs);
        SortedMap<String, String> arguments = new TreeMap<>(before);
        arguments.putAll(arguments());
        int number = 0;
        for (String input : all) {
            arguments.put(INPUT + ++number, input);
        }
        return arguments;
    }

    /**
     * The replay that a manifest tells of, once more.
     *
     * @param arguments as {@link #arguments} gave them; others are passed over
     */
    public static ReplayRequest again(Map<String, String> arguments) {
        List<String> inputs = new ArrayList<>();
        for (String input = arguments.get(INPUT + 1);
                input != null;
                input = arguments.get(INPUT + (inputs.size() + 1))) {
            inputs.add(input);
        }
        return new ReplayRequest(
                CaseName.UNKEPT,
                inputs,
                path(arguments.get("inventory")),
                path(arguments.get("lifecycle")),
                path(arguments.get("policy")),
                DEFAULT_PARTITIONS,
                DEFAULT_THREADS,
                "max",
                null);
    }

    /** The same with another key. */
    public ReplayRequest withPseudonymKey(@Nullable Path key) {
        return new ReplayRequest(name, inputs, inventory, lifecycle, policy, partitions, threads, speed, key);
    }

    private static void put(SortedMap<String, String> arguments, String name, @Nullable Path path) {
        if (path != null) {
            arguments.put(name, path.toString());
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
