package org.sngateway.simulator.tool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "gw, gw, 1883, gw:1883",
        "gw:1, gw, 1, gw:1",
        "gw:65535, gw, 65535, gw:65535",
        "10.0.0.1:2000, 10.0.0.1, 2000, 10.0.0.1:2000",
        "::1, ::1, 1883, [::1]:1883",
        "fe80::1%eth0, fe80::1%eth0, 1883, [fe80::1%eth0]:1883",
        "[::1], ::1, 1883, [::1]:1883",
        "[::1]:2000, ::1, 2000, [::1]:2000"
    })
    void readsHostAndPort(String text, String host, int port, String written) {
        HostPort read = HostPort.valueOf(text);
        assertThat(read).isEqualTo(new HostPort(host, port)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"          | there is no host",
                ":1883       | there is no host",
                "[]:1883     | there is no host",
                "gw:         | '' is not a port",
                "gw:mqtt     | 'mqtt' is not a port",
                "gw:99999999999 | '99999999999' is not a port",
                "gw:0        | there is no port 0",
                "gw:-1       | there is no port -1",
                "gw:65536    | there is no port 65536",
                "[::1        | '[::1' lacks its ]",
                "[::1]1883   | '[::1]1883' is not HOST[:PORT]",
                "[::1]:x     | 'x' is not a port"
            })
    void mistakesAreOneSentence(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.valueOf(text))
                .withMessage(sentence);
    }

    /** {@code .invalid} never resolves (RFC 6761 s.6.4). */
    @Test
    void unknownHostIsUnreachable() {
        assertThatThrownBy(() -> new HostPort("sn.invalid", 1883).resolve())
                .isInstanceOfSatisfying(ToolException.class, unknown -> {
                    assertThat(unknown).hasMessage("there is no host sn.invalid");
                    assertThat(unknown.exitCode()).isEqualTo(69);
                });
    }
}
