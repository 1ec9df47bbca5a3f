package org.sngateway.gateway.adapter.embedded;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SafeNamesTest {
    @Test
    void ordinaryNamesStayAsTheyAre() {
        assertThat(SafeNames.ofTopic("sensors/+/t é/#")).isEqualTo("sensors/+/t é/#");
        assertThat(SafeNames.ofClientId("therm-0042/x y")).isEqualTo("therm-0042/x y");
    }

    @Test
    void nothingThatSeparatesNamesInArtemisIsLeft() {
        assertThat(SafeNames.ofTopic("$sys.a::b\\")).doesNotContain(".", ":");
        assertThat(SafeNames.ofClientId("a.b:+#")).doesNotContain(".", ":", "+", "#");
    }

    @Property
    void everyTopicReadsBack(@ForAll @Chars({'a', '.', ':', '/', '\0', 'z', 'd', 'c'}) String topic) {
        assertThat(SafeNames.original(SafeNames.ofTopic(topic))).isEqualTo(topic);
    }

    @Property
    void everyClientIdReadsBack(@ForAll @Chars({'a', '.', ':', '+', '#', '\0', 'p', 'h'}) String clientId) {
        assertThat(SafeNames.original(SafeNames.ofClientId(clientId))).isEqualTo(clientId);
    }
}
