package org.sngateway.gateway.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom {@code allow}, {@code forwarders} and {@code source} let in: the boundaries of address ranges. */
class NetworksTest {

    private static Networks networks(String... entries) {
        List<Networks.Network> ranges = new ArrayList<>();
        for (String entry : entries) {
            ranges.addAll(NetworkWords.listOf(new NetworkWords().parse(entry).orThrow()));
        }
        return new Networks(ranges);
    }

    private static Peer.Udp peer(String address) {
        IpAddress ip = Objects.requireNonNull(IpAddress.of(address));
        return new Peer.Udp(0, ip.high(), ip.low(), 0, 1883);
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
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8:0:0:8000::, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "::/0, 10.0.0.1, true",
        "any, 203.0.113.9, true",
        "any, 2001:db8::1, true",
        "loopback, 127.255.0.1, true",
        "loopback, ::1, true",
        "loopback, 10.0.0.1, false",
        "private, 127.0.0.1, true",
        "private, 172.16.0.0, true",
        "private, 172.31.255.255, true",
        "private, 172.32.0.0, false",
        "private, 192.168.1.1, true",
        "private, 192.169.0.0, false",
        "private, 169.254.7.7, true",
        "private, ::1, true",
        "private, fd12::a7, true",
        "private, fe80::1, true",
        "private, fec0::1, false",
        "private, 203.0.113.9, false",
        "private, 2001:db8::1, false"
    })
    void knowsWhatItContains(String network, String address, boolean contained) {
        assertThat(networks(network).contains(peer(address))).isEqualTo(contained);
    }

    @Test
    void anyOfItsEntriesSuffices() {
        Networks networks = networks("10.0.0.0/8", "fd00::/8");
        assertThat(networks.contains(peer("10.1.1.1"))).isTrue();
        assertThat(networks.contains(peer("fd00::1"))).isTrue();
        assertThat(networks.contains(peer("11.1.1.1"))).isFalse();
        assertThat(networks().contains(peer("10.1.1.1"))).isFalse();
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
                "10.0.0.256",
                "",
                "fe80::1%lo"
            })
    void refusesWhatIsNoNetwork(String entry) {
        assertThat(new NetworkWords().parse(entry).problem()).isNotNull();
    }
}
