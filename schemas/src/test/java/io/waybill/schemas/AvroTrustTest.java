package io.waybill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.util.ClassUtils;
import org.junit.jupiter.api.Test;

class AvroTrustTest {

    /** Builders fill enum defaults by reading, so this fails where nobody has vouched. */
    @Test
    void generated_records_are_built_and_read_without_further_ado() throws Exception {
        DeviceConnection built = DeviceConnection.newBuilder()
                .setEventId("e")
                .setDeviceId("d")
                .setTime(Instant.EPOCH)
                .build();

        ByteBuffer bytes = built.toByteBuffer();

        assertThat(DeviceConnection.fromByteBuffer(bytes)).isEqualTo(built);
        assertThat(built.getTransport()).isEqualTo(Transport.OTHER);
    }

    @Test
    void nothing_else_is_vouched_for() throws Exception {
        AvroTrust.vouch();
        AvroTrust.vouch();

        assertThat(ClassUtils.forName("io.waybill.schemas.Transport")).isEqualTo(Transport.class);
        assertThatThrownBy(() -> ClassUtils.forName("java.net.URLClassLoader"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("Forbidden");
    }
}
