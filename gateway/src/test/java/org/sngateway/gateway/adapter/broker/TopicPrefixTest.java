package org.sngateway.gateway.adapter.broker;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicPrefixTest {
    private final TopicPrefix prefix = new TopicPrefix("site1/");

    @Test
    void isPutBeforeNamesAndFilters() {
        assertThat(prefix.nameAtBroker("a/b")).isEqualTo("site1/a/b");
        assertThat(prefix.filterAtBroker("+/#")).isEqualTo("site1/+/#");
    }

    @Test
    void goesBehindTheGroupOfASharedSubscription() {
        assertThat(prefix.filterAtBroker("$share/g/a/#")).isEqualTo("$share/g/site1/a/#");
        assertThat(prefix.filterAtBroker("$share/g")).isEqualTo("site1/$share/g");
    }

    @Test
    void isTakenOffWhatTheBrokerDelivers() {
        assertThat(prefix.nameAtDevice("site1/a")).isEqualTo("a");
        assertThat(prefix.nameAtDevice("site2/a")).isNull();
        assertThat(prefix.nameAtDevice("site1/")).isNull();
    }

    @Test
    void changesNothingWhenEmpty() {
        TopicPrefix none = new TopicPrefix("");
        assertThat(none.nameAtBroker("a")).isEqualTo("a");
        assertThat(none.filterAtBroker("$share/g/a")).isEqualTo("$share/g/a");
        assertThat(none.nameAtDevice("a")).isEqualTo("a");
    }

    @Test
    void theClientIdTemplateIsFilledAndMustTellDevicesApart() {
        BrokerSettings.Identity identity =
                new BrokerSettings.Identity("gw1", "{gateway}-{client_id}", "x", "", BrokerCredentials.same(null));
        assertThat(identity.mqttClientId("d1")).isEqualTo("gw1-d1");
        assertThat(identity.mqttClientId("{gateway}")).isEqualTo("gw1-{gateway}");
        assertThatThrownBy(() -> new BrokerSettings.Identity("gw1", "{gateway}", "x", "", BrokerCredentials.same(null)))
                .hasMessageContaining("{client_id}");
    }
}
