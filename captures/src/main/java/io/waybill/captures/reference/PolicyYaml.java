package io.waybill.captures.reference;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.schemas.PolicyRule;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a policy from YAML as far as its nodes, which know their lines; no object is made of a YAML tag. */
final class PolicyYaml {
    private final Path file;
    private final ProblemSink problems;
    private final boolean withLists;
    private final List<PolicyRule> rules = new ArrayList<>();
    private final List<Path> listFiles = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    PolicyYaml(Path file, ProblemSink problems, boolean withLists) {
        this.file = file;
        this.problems = problems;
        this.withLists = withLists;
    }

    PolicyFile read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PolicyFile.MAX_BYTES);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root != null) {
                readRoot(root);
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problem(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problem(0, "not YAML: " + e.getMessage());
        }
        return new PolicyFile(rules, listFiles);
    }

    private void readRoot(Node root) {
        if (!(root instanceof MappingNode top)) {
            problem(line(root), "expected 'rules:' with a list of rules");
            return;
        }
        for (NodeTuple entry : top.getValue()) {
            boolean isRules = entry.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("rules");
            if (!isRules) {
                problem(line(entry.getKeyNode()), "not known at the top of a policy; allowed is: rules");
            } else if (entry.getValueNode() instanceof SequenceNode list) {
                list.getValue().forEach(this::readRule);
            } else if (!isNull(entry.getValueNode())) {
                problem(line(entry.getValueNode()), "rules: expected a list");
            }
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private void readRule(Node node) {
        PolicyRuleReader reader = new PolicyRuleReader(file, problems, withLists);
        try {
            if (!(node instanceof MappingNode fields)) {
                throw new BadRecordException("expected a rule: id, kind and the fields of that kind");
            }
            PolicyRule rule = reader.read(fields);
            if (rule == null) {
                return;
            }
            if (!ids.add(rule.getRuleId())) {
                throw new BadRecordException("rule " + rule.getRuleId() + " is there before; the first one is kept");
            }
            rules.addAll(RuleParts.of(rule));
            listFiles.addAll(reader.listFiles());
        } catch (BadRecordException e) {
            problem(line(node), e.reason());
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void problem(int line, String reason) {
        problems.accept(new InputProblem(file.toString(), line == 0 ? "file" : "line", line, reason));
    }
}
