package io.waybill.captures.zeek;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row read the obvious way, with strings and decimals: what the fast reading is held against. */
final class SlowRow {
    private final Map<String, String> values = new HashMap<>();

    SlowRow(String[] titles, String line) {
        String[] cells = line.split("\t", -1);
        for (int i = 0; i < titles.length; i++) {
            if (!cells[i].equals("-") && !cells[i].equals("(empty)")) {
                values.put(titles[i], cells[i]);
            }
        }
    }

    @Nullable
    String text(String title) {
        return values.get(title);
    }

    /** Times 1,000, cut off; null where it is no number of 0 or more that the reader takes. */
    @Nullable
    Long thousandths(String title) {
        String text = values.get(title);
        if (text == null) {
            return 0L;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            boolean taken = value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 20_000)) <= 0;
            return taken
                    ? (Long) value.movePointRight(3)
                            .setScale(0, RoundingMode.DOWN)
                            .longValueExact()
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Nullable
    Long whole(String title) {
        Long thousandths = thousandths(title);
        return thousandths == null ? null : (Long) (thousandths / 1_000);
    }
}
