package io.waybill.captures.leak;

import io.waybill.captures.KnownIdentifiers.Identifier;
import java.util.List;

/** Looks for the identifiers of one device. Immutable; what a stream has shown so far is in its {@link LeakScan}. */
final class IdentifierScanner {

    private final PatternSet texts = new PatternSet();
    private final DigitPatterns numbers = new DigitPatterns();

    IdentifierScanner(List<Identifier> identifiers) {
        for (Identifier identifier : identifiers) {
            int bit = IdentifierKinds.bit(identifier.kind());
            for (String form : IdentifierForms.of(identifier)) {
                texts.add(form, bit);
            }
            switch (identifier.kind()) {
                case "IMEI" -> numbers.add(identifier.value(), bit, DigitPatterns.IMEI_DIGITS);
                case "IMSI", "PHONE_NUMBER" -> numbers.add(identifier.value(), bit, Integer.MAX_VALUE);
                default -> {}
            }
        }
    }

    PatternSet texts() {
        return texts;
    }

    DigitPatterns numbers() {
        return numbers;
    }
}
