package org.sngateway.gateway.adapter.udp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.gateway.session.port.Peer;

import java.net.InetAddress;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedNetworksTest {

    private static Peer.Udp peer(String address) throws Exception {
        return PeerAddresses.peer(0, InetAddress.getByName(address).getAddress(), 0, 1883);
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.255.255, true",
        "10.20.0.0/16, 10.21.0.0, false",
        "10.20.30.40, 10.20.30.40, true",
        "10.20.30.40, 10.20.30.41, false",
        "10.20.30.41/31, 10.20.30.40, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8:0:0:8000::, false",
        "::/0, 10.0.0.1, true",
        "any, 203.0.113.9, true",
        "any, 2001:db8::1, true",
        "private, 127.0.0.1, true",
        "private, 172.31.255.255, true",
        "private, 172.32.0.0, false",
        "private, 192.168.1.1, true",
        "private, 169.254.7.7, true",
        "private, ::1, true",
        "private, fd12::a7, true",
        "private, fe80::1, true",
        "private, 203.0.113.9, false",
        "private, 2001:db8::1, false",
    })
    void knowsWhatItContains(String network, String address, boolean contained) throws Exception {
        assertThat(AllowedNetworks.of(List.of(network)).test(peer(address))).isEqualTo(contained);
    }

    @Test
    void anyOfItsEntriesSuffices() throws Exception {
        AllowedNetworks networks = AllowedNetworks.of(List.of("10.0.0.0/8", "fd00::/8"));
        assertThat(networks.test(peer("10.1.1.1"))).isTrue();
        assertThat(networks.test(peer("fd00::1"))).isTrue();
        assertThat(networks.test(peer("11.1.1.1"))).isFalse();
        assertThat(AllowedNetworks.of(List.of()).test(peer("10.1.1.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0/8",
                "example.org",
                "fd00::/129",
                "10.0.0.0/",
                "10.0.0.0/x",
                "",
                "fe80::1%lo"
            })
    void refusesWhatIsNoNetwork(String entry) {
        assertThatThrownBy(() -> AllowedNetworks.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\"");
    }
}
