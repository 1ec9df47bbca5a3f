package org.sngateway.simulator.tool;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.ReceivedMessage;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The expected lines are what mosquitto_sub 2.0.11 prints with the same format for the same message. */
class MessageFormatTest {
    private static final ZonedDateTime AT = ZonedDateTime.of(2026, 11, 26, 5, 23, 32, 732_252_940, ZoneOffset.UTC);

    private static String render(String format, String payload) {
        ReceivedMessage message =
                new ReceivedMessage("a/b", new TopicRef.Normal(1), Qos.TWO, false, false, 1, Octets.ofUtf8(payload));
        return new String(MessageFormat.valueOf(format).render(message, AT), StandardCharsets.UTF_8);
    }

    @Test
    void fields() {
        assertThat(render("%t|%p|%q|%r|%m|%l|%x|%X|%I|%U", "{\"t\":1}"))
                .isEqualTo("a/b|{\"t\":1}|2|0|1|7|7b2274223a317d|7B2274223A317D|2026-11-26T05:23:32+0000"
                        + "|1795670612.732252940");
    }

    @Test
    void widths() {
        assertThat(render("%10t|%-10t|%.2t|%8l|%08l|%-8l.|%12p.|%-12p.", "{\"t\":1}"))
                .isEqualTo("       a/b|a/b       |a/|       7|00000007|7       .|     {\"t\":1}.|{\"t\":1}     .");
    }

    @Test
    void timesAndEscapes() {
        assertThat(render("\\n\\t@Y-@m-@d @H:@M:@S @s @F @T @@ %% \\\\", ""))
                .isEqualTo("\n\t2026-11-26 05:23:32 1795670612 2026-11-26 05:23:32 @ % \\");
    }

    @Test
    void json() {
        String start = "{\"tst\":\"2026-11-26T05:23:32.732252Z+0000\",\"topic\":\"a/b\",\"qos\":2,\"retain\":0,"
                .replace("Z+", "+");
        assertThat(render("%j", "{\"t\":1}"))
                .isEqualTo(start + "\"payloadlen\":7,\"mid\":1,\"payload\":\"{\\\"t\\\":1}\"}");
        assertThat(render("%J", "{\"t\":1}")).isEqualTo(start + "\"payloadlen\":7,\"mid\":1,\"payload\":{\"t\":1}}");
        assertThat(render("%j", "")).isEqualTo(start + "\"payloadlen\":0,\"mid\":1,\"payload\":null}");
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> MessageFormat.valueOf("%Z")).hasMessageContaining("%Z");
        assertThatThrownBy(() -> MessageFormat.valueOf("%t %")).hasMessageContaining("ends");
        assertThatThrownBy(() -> MessageFormat.valueOf("\\q")).hasMessageContaining("\\q");
        assertThatThrownBy(() -> render("%J", "{\"t\":")).hasMessageContaining("not JSON");
    }
}
