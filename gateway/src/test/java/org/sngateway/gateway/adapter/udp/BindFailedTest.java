package org.sngateway.gateway.adapter.udp;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

/** The operating system's words, as native and JDK sockets report them, become one sentence. */
class BindFailedTest {

    @ParameterizedTest
    @CsvSource({
        "bind(..) failed with error(-98): Address already in use, IN_USE, is in use by another process",
        "Address already in use, IN_USE, is in use by another process",
        "bind(..) failed with error(-13): Permission denied, NOT_PERMITTED, needs a permission that this process does not have",
        "Permission denied, NOT_PERMITTED, needs a permission that this process does not have",
        "bind(..) failed with error(-99): Cannot assign requested address, ADDRESS_NOT_AVAILABLE, is no address of this machine",
        "Invalid argument, OTHER, could not be bound: Invalid argument",
    })
    void saysWhy(String words, BindFailed.Reason reason, String sentence) {
        BindFailed failed = new BindFailed("lan", "[::]:1883", new IOException(words));
        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed).hasMessage("listener lan: UDP address [::]:1883 " + sentence);
    }
}
