package io.waybill.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurringTextsTest {

    private final RecurringTexts texts = new RecurringTexts();

    private String of(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return texts.of(bytes, 1, bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Redmi Note", "CN/4134", "банк.example", "naïve", "\u0000\u007f", "\ud83d\ude00"})
    void a_text_is_what_the_bytes_say(String text) {
        assertThat(of(text)).isEqualTo(text);
        assertThat(of(text)).as("again").isEqualTo(text);
    }

    @Test
    void what_recurs_is_the_same_object() {
        assertThat(of("Xperia Z3")).isSameAs(of("Xperia Z3"));
        String longest = "x".repeat(RecurringTexts.MAX_LENGTH);
        assertThat(of(longest)).isSameAs(of(longest));
    }

    @Test
    void long_texts_are_not_kept() {
        String tooLong = "x".repeat(RecurringTexts.MAX_LENGTH + 1);

        assertThat(of(tooLong)).isEqualTo(tooLong).isNotSameAs(of(tooLong));
    }

    @Test
    void a_place_is_taken_by_one_text_after_the_other() {
        // of the same hash code, and so of the same place
        assertThat(List.of(of("Aa"), of("BB"), of("Aa"), of("BB"))).containsExactly("Aa", "BB", "Aa", "BB");
    }

    @Test
    void bytes_that_are_not_there_are_no_text() {
        assertThatThrownBy(() -> texts.of(new byte[] {65}, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> texts.of(new byte[] {65}, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void threads_read_what_their_bytes_say() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> readers = new ArrayList<>();
            for (long seed = 1; seed <= 4; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                readers.add(() -> {
                    boolean right = true;
                    for (int i = 0; i < 200_000; i++) {
                        String text = "t" + random.nextInt(2 * RecurringTexts.SLOTS);
                        right &= of(text).equals(text);
                    }
                    return right;
                });
            }
            for (Future<Boolean> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
