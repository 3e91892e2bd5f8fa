package io.waybill.console.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file that a replay is told besides captures. */
public enum Reference {
    /** The devices: who they are and by which addresses they are known. */
    INVENTORY,
    /** What was done to them: resets, updates, settings, apps. */
    LIFECYCLE,
    /** Rules: residency, watch lists, opt-outs, what is kept quiet. */
    POLICY;

    /** The word in addresses and for people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with that word. */
    public static Optional<Reference> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Reference::word).toList();
    }
}
