package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.gateway.config.ClientRule;
import org.sngateway.gateway.config.Networks;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may connect, and as whom (section {@code clients} of the configuration). */
class ClientRulesTest {
    private static final Networks ANYWHERE = new Networks(List.of(new Networks.Network(0, 0, 0)));

    private static ClientRule rule(String clientId, Networks source, String username) {
        return rule(clientId, source, username, Duration.ZERO);
    }

    private static ClientRule rule(String clientId, Networks source, String username, Duration every) {
        List<String> filters = List.of("sensors/{client_id}/#", "all");
        return new ClientRule(clientId, source, username, null, filters, filters, true, 1400, every);
    }

    /** IPv4 10.0.0.{@code host}. */
    private static Peer.Udp peer(int host) {
        return Peer.Udp.ofIpv4(0, 10 << 24 | host, 1883);
    }

    private static Networks only(int host) {
        Peer.Udp peer = peer(host);
        return new Networks(List.of(new Networks.Network(peer.addressHigh(), peer.addressLow(), 128)));
    }

    private static @Nullable ClientProfile profile(String clientId, int host, ClientRule... rules) {
        return new ClientRules(List.of(rules), 1400, List.of(rules)::indexOf).profileOf(clientId, peer(host));
    }

    @Test
    void withoutRules_everyoneMayDoEverything() {
        assertThat(profile("x", 1)).isEqualTo(new ClientProfile(List.of(), List.of(), true, 1400));
    }

    @Test
    void withRules_whoMatchesNoneMayNotConnect() {
        assertThat(profile("x", 1, rule("therm-*", ANYWHERE, ""))).isNull();
        assertThat(profile("therm-1", 2, rule("therm-*", only(1), ""))).isNull();
    }

    @Test
    void theFirstRuleThatMatchesNameAndAddress_decidesWhoTheBrokerSees() {
        ClientRule[] rules = {rule("*", only(1), "site-1"), rule("*", only(2), "site-2"), rule("*", ANYWHERE, "")};
        assertThat(identity("same-id", 1, rules)).isZero();
        assertThat(identity("same-id", 2, rules)).isEqualTo(1);
        assertThat(identity("same-id", 3, rules)).isEqualTo(ClientProfile.GATEWAY_IDENTITY);
    }

    @Test
    void whatIsExpectedOfADeviceIsSaidInWholeSecondsAndNeverLost() {
        assertThat(every(Duration.ofMinutes(15))).isEqualTo(900);
        assertThat(every(Duration.ofMillis(500))).isEqualTo(1);
        assertThat(every(Duration.ZERO)).isZero();
    }

    private static int every(Duration configured) {
        ClientProfile profile = profile("therm", 1, rule("*", ANYWHERE, "", configured));
        return Objects.requireNonNull(profile).expectEverySeconds();
    }

    private static int identity(String clientId, int host, ClientRule... rules) {
        return Objects.requireNonNull(profile(clientId, host, rules)).brokerIdentity();
    }

    @Test
    void putsTheClientIdIntoFilters() {
        ClientProfile profile = Objects.requireNonNull(profile("t1", 1, rule("*", ANYWHERE, "")));
        assertThat(profile.publish()).containsExactly("sensors/t1/#", "all");
        assertThat(profile.subscribe()).containsExactly("sensors/t1/#", "all");
    }

    /** Otherwise a device that calls itself "+" would be permitted what is meant for others. */
    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/b", "a+", "#/"})
    void aClientIdThatWouldWidenAFilter_isPermittedNothingByIt(String clientId) {
        ClientProfile profile = Objects.requireNonNull(profile(clientId, 1, rule("*", ANYWHERE, "")));
        assertThat(profile.publish()).hasSize(2).contains("all").allMatch(filter -> !filter.contains("sensors"));
        assertThat(profile.subscribe()).hasSize(2).contains("all").allMatch(filter -> !filter.contains("sensors"));
    }
}
