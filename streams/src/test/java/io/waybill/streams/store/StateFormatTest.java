package io.waybill.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State of another format is read where the ledger says it can, and refused with a way out where it cannot. */
class StateFormatTest {

    /** Writes format 3 and reads 2 and 3. */
    private static final class Third implements Ledger {
        @Override
        public int format() {
            return 3;
        }

        @Override
        public boolean reads(int format) {
            return format == 2 || format == 3;
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value) {}

        @Override
        public void writeChanges(Changelog changelog) {}

        @Override
        public long size() {
            return 0;
        }
    }

    private static ConsumerRecord<byte[], byte[]> entry(Headers headers) {
        return new ConsumerRecord<>(
                "app-book-changelog",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 127})
    void theHeaderSaysTheFormat(int format) {
        assertThat(StateFormat.of(StateFormat.headers(format))).isEqualTo(format);
    }

    @Test
    void whatWasWrittenBeforeThereWasAHeaderIsOfFormatOne() {
        assertThat(StateFormat.of(new RecordHeaders())).isEqualTo(1);
        assertThat(StateFormat.of(new RecordHeaders().add(StateFormat.HEADER, new byte[0])))
                .isEqualTo(1);
        assertThat(StateFormat.of(new RecordHeaders().add(StateFormat.HEADER, null)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void formatsThatAreReadPass(int format) {
        StateFormat.check(entry(StateFormat.headers(format)), "book", new Third());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void othersAreRefusedAndTheMessageSaysWhatToDo(int format) {
        assertThatThrownBy(() -> StateFormat.check(entry(StateFormat.headers(format)), "book", new Third()))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("book")
                .hasMessageContaining("app-book-changelog")
                .hasMessageContaining("format " + format)
                .hasMessageContaining("reads format 3")
                .hasMessageContaining("docs/pipeline.md");
    }
}
