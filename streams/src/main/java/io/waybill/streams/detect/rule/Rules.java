package io.waybill.streams.detect.rule;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a rule of the policy concerns a device, a time, a far end. */
public final class Rules {

    private Rules() {}

    /** The rules of a kind that are for this device, ordered by id. */
    public static List<PolicyRule> concerning(Policy policy, PolicyKind kind, DeviceView device) {
        List<PolicyRule> all = policy.of(kind);
        return all.isEmpty()
                ? all
                : all.stream().filter(rule -> concerns(rule, device)).toList();
    }

    /** Whether the rule is for this device, by its group and model. */
    public static boolean concerns(PolicyRule rule, DeviceView device) {
        boolean group = rule.getGroups().isEmpty()
                || (device.group() != null && rule.getGroups().contains(device.group()));
        String model = device.manufacturer() + " " + device.model();
        return group && (rule.getModels().isEmpty() || rule.getModels().contains(model));
    }

    /** Whether the rule holds for events of this time. */
    public static boolean holds(PolicyRule rule, long time) {
        Instant from = rule.getValidFrom();
        Instant to = rule.getValidTo();
        return (from == null || time >= from.toEpochMilli()) && (to == null || time < to.toEpochMilli());
    }

    /** Which of the rule's sites or networks the far end is, or null. */
    public static @Nullable String match(PolicyRule rule, Contact.Endpoint endpoint) {
        String host = endpoint.host();
        if (host != null) {
            String site = covering(rule.getSites(), host);
            if (site != null) {
                return site;
            }
        }
        byte[] ip = endpoint.ip();
        return ip == null ? null : containing(rule.getNetworks(), ip);
    }

    /** The first of these domains that is the name or a parent of it, or null. */
    public static @Nullable String covering(List<String> domains, String host) {
        for (String domain : domains) {
            if (under(host, domain)) {
                return domain;
            }
        }
        return null;
    }

    /** Whether the name is the domain or lies under it, whatever the case and a trailing dot. */
    static boolean under(String host, String domain) {
        String name = bare(host);
        String parent = bare(domain);
        return !parent.isEmpty()
                && name.endsWith(parent)
                && (name.length() == parent.length() || name.charAt(name.length() - parent.length() - 1) == '.');
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        lower = lower.startsWith("*.") ? lower.substring(2) : lower;
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static @Nullable String containing(List<String> networks, byte[] ip) {
        for (String network : networks) {
            if (NetworkBlock.parse(network).filter(block -> block.contains(ip)).isPresent()) {
                return network;
            }
        }
        return null;
    }
}
