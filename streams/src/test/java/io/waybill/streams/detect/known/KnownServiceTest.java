package io.waybill.streams.detect.known;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownServiceTest {

    @Test
    void isLabelledByNameAndOwner() {
        assertThat(new KnownService("Push", "Google", "push", "x").label()).isEqualTo("Push (Google)");
        assertThat(new KnownService("Clock", "", "clock", "x").label()).isEqualTo("Clock");
    }
}
