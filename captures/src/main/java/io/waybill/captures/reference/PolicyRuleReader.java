package io.waybill.captures.reference;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.text.Values;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one rule; reports every error in it with its line. */
final class PolicyRuleReader {
    static {
        AvroTrust.vouch();
    }

    static final List<String> FIELDS = List.of(
            "id",
            "kind",
            "title",
            "sites",
            "networks",
            "list_file",
            "allowed_countries",
            "forbidden_countries",
            "allowed_sites",
            "forbidden_asns",
            "groups",
            "models",
            "subjects",
            "detectors",
            "setting",
            "parameters",
            "valid_from",
            "valid_to");

    private final Path file;
    private final ProblemSink problems;
    private final boolean withLists;
    private final PolicyRule rule =
            PolicyRule.newBuilder().setRuleId("").setKind(PolicyKind.OTHER).build();
    private final Destinations destinations = new Destinations();
    private final List<Path> listFiles = new ArrayList<>();
    private boolean broken;

    PolicyRuleReader(Path file, ProblemSink problems, boolean withLists) {
        this.file = file;
        this.problems = problems;
        this.withLists = withLists;
    }

    /** The rule, or null where an error was reported. */
    @Nullable
    PolicyRule read(MappingNode fields) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : fields.getValue()) {
            String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            try {
                if (!seen.add(name)) {
                    throw new BadRecordException(name + " is given twice");
                }
                set(name, entry.getValueNode());
            } catch (BadRecordException e) {
                problem(entry.getKeyNode(), e.reason());
            }
        }
        rule.setSites(List.copyOf(destinations.sites));
        rule.setNetworks(List.copyOf(destinations.networks));
        String missing = broken ? null : missing();
        if (missing != null) {
            problem(fields, missing);
        }
        return broken ? null : rule;
    }

    /** The list files this rule took entries from. */
    List<Path> listFiles() {
        return listFiles;
    }

    private void set(String name, Node value) throws BadRecordException {
        switch (name) {
            case "id" -> rule.setRuleId(YamlValues.text(name, value));
            case "kind" -> rule.setKind(kind(YamlValues.text(name, value)));
            case "title" -> rule.setTitle(YamlValues.text(name, value));
            case "sites" -> addAll(name, value, "domain", text -> Destinations.site(text) != null);
            case "networks" -> addAll(name, value, "address or CIDR block", text -> Destinations.network(text) != null);
            case "list_file" -> readLists(YamlValues.texts(name, value));
            case "allowed_countries" -> rule.setAllowedCountries(countries(name, value));
            case "forbidden_countries" -> rule.setForbiddenCountries(countries(name, value));
            case "allowed_sites" -> rule.setAllowedSites(sites(name, value));
            case "forbidden_asns" -> rule.setForbiddenAsns(asns(name, value));
            case "groups" -> rule.setGroups(YamlValues.texts(name, value));
            case "models" -> rule.setModels(YamlValues.texts(name, value));
            case "subjects" -> rule.setSubjects(YamlValues.texts(name, value));
            case "detectors" -> rule.setDetectors(YamlValues.texts(name, value));
            case "setting" -> rule.setSetting(YamlValues.text(name, value));
            case "parameters" -> rule.setParameters(YamlValues.map(name, value));
            case "valid_from" -> rule.setValidFrom(YamlValues.time(name, value));
            case "valid_to" -> rule.setValidTo(YamlValues.time(name, value));
            default ->
                throw new BadRecordException("'" + Values.shorten(name) + "' is no field of a rule; allowed are "
                        + String.join(", ", FIELDS));
        }
    }

    private static PolicyKind kind(String text) throws BadRecordException {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (PolicyKind kind : PolicyKind.values()) {
            if (kind.name().equals(name) && kind != PolicyKind.OTHER) {
                return kind;
            }
        }
        String allowed = Arrays.stream(PolicyKind.values())
                .filter(kind -> kind != PolicyKind.OTHER)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new BadRecordException("kind: '" + Values.shorten(text) + "' is none of " + allowed);
    }

    private void addAll(String name, Node value, String what, Predicate<String> isGood) throws BadRecordException {
        for (String text : YamlValues.texts(name, value)) {
            if (!isGood.test(text) || !destinations.add(text)) {
                throw new BadRecordException(name + ": '" + Values.shorten(text) + "' is no " + what);
            }
        }
    }

    private void readLists(List<String> names) throws BadRecordException {
        if (!withLists) {
            throw new BadRecordException(
                    "list_file: a policy from elsewhere names no files here; put the entries under sites or networks");
        }
        for (String name : names) {
            try {
                Path list = file.resolveSibling(name);
                Destinations entries = ListFile.read(list, problems);
                destinations.sites.addAll(entries.sites);
                destinations.networks.addAll(entries.networks);
                listFiles.add(list);
            } catch (InvalidPathException | IOException e) {
                throw new BadRecordException("list_file: " + name + " cannot be read: " + e.getMessage());
            }
        }
    }

    private static List<String> countries(String name, Node value) throws BadRecordException {
        List<String> countries = new ArrayList<>();
        for (String text : YamlValues.texts(name, value)) {
            countries.add(InventoryEntry.country(name, text));
        }
        return countries;
    }

    private static List<String> sites(String name, Node value) throws BadRecordException {
        List<String> sites = new ArrayList<>();
        for (String text : YamlValues.texts(name, value)) {
            String site = Destinations.site(text);
            if (site == null) {
                throw new BadRecordException(name + ": '" + Values.shorten(text) + "' is no domain");
            }
            sites.add(site);
        }
        return sites;
    }

    private static List<Long> asns(String name, Node value) throws BadRecordException {
        List<Long> asns = new ArrayList<>();
        for (String text : YamlValues.texts(name, value)) {
            String digits = text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text;
            asns.add(Values.within(name, Values.number(name, digits), 0, 0xffff_ffffL));
        }
        return asns;
    }

    /** What the rule lacks to mean anything, or null. */
    private @Nullable String missing() {
        if (rule.getRuleId().isEmpty()) {
            return "id is missing";
        }
        boolean named = destinations.size() > 0;
        return switch (rule.getKind()) {
            case WATCH_LIST -> named ? null : "a watch_list needs sites, networks or list_file";
            case KNOWN_SERVICE -> named ? null : "a known_service needs sites, networks or list_file";
            case OPT_OUT ->
                named && rule.getSetting() != null
                        ? null
                        : "an opt_out needs setting, and sites, networks or list_file";
            case RESIDENCY ->
                rule.getAllowedCountries().isEmpty()
                                && rule.getForbiddenCountries().isEmpty()
                                && rule.getForbiddenAsns().isEmpty()
                                && !named
                        ? "a residency needs allowed_countries, forbidden_countries, forbidden_asns, sites or networks"
                        : null;
            case SUPPRESSION ->
                named
                                || !rule.getDetectors().isEmpty()
                                || !rule.getModels().isEmpty()
                                || !rule.getSubjects().isEmpty()
                                || !rule.getGroups().isEmpty()
                        ? null
                        : "a suppression needs detectors, models, subjects, groups, sites or networks; it would silence everything";
            case PARAMETER ->
                rule.getParameters().isEmpty() || rule.getDetectors().isEmpty()
                        ? "a parameter needs detectors and parameters"
                        : null;
            case OTHER -> "kind is missing";
        };
    }

    private void problem(Node node, String reason) {
        broken = true;
        problems.accept(
                new InputProblem(file.toString(), "line", node.getStartMark().getLine() + 1, reason));
    }
}
