package org.sngateway.gateway.adapter.udp;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.Peer;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;

class PeerAddressesTest {
    private final PeerAddresses addresses = new PeerAddresses();

    @Test
    void translatesBothWays() throws Exception {
        for (String text : new String[] {"10.0.0.7", "255.255.255.254", "fd12::a7", "2001:db8:1:2:3:4:5:6", "::1"}) {
            InetSocketAddress sender = new InetSocketAddress(InetAddress.getByName(text), 50_011);
            Peer.Udp peer = addresses.peerOf(3, sender);
            assertThat(peer.listener()).isEqualTo(3);
            assertThat(peer.port()).isEqualTo(50_011);
            assertThat(addresses.addressOf(peer)).isEqualTo(sender);
            assertThat(PeerAddresses.toSocketAddress(peer)).isEqualTo(sender);
        }
    }

    @Test
    void holdsIpv4InItsMappedForm() throws Exception {
        InetSocketAddress sender = new InetSocketAddress(InetAddress.getByName("10.0.0.7"), 5000);
        assertThat(addresses.peerOf(0, sender)).isEqualTo(Peer.Udp.ofIpv4(0, 10 << 24 | 7, 5000));
    }

    @Test
    void keepsTheInterfaceOfALinkLocalAddress() throws Exception {
        byte[] octets = InetAddress.getByName("fe80::1").getAddress();
        InetSocketAddress sender = new InetSocketAddress(Inet6Address.getByAddress(null, octets, 4), 5000);
        Peer.Udp peer = addresses.peerOf(0, sender);
        assertThat(peer.scopeId()).isEqualTo(4);
        assertThat(((Inet6Address) PeerAddresses.toSocketAddress(peer).getAddress()).getScopeId())
                .isEqualTo(4);
    }

    @Test
    void makesNoNewPeerForOneItKnows() throws Exception {
        InetAddress address = InetAddress.getByName("10.0.0.7");
        Peer.Udp first = addresses.peerOf(0, new InetSocketAddress(address, 5000));
        assertThat(addresses.peerOf(0, new InetSocketAddress(address, 5000))).isSameAs(first);
    }

    @Test
    void tellsManyPeersApart() throws Exception {
        byte[] octets = {10, 0, 0, 0};
        for (int i = 0; i < 50_000; i++) {
            octets[3] = (byte) i;
            InetSocketAddress sender = new InetSocketAddress(InetAddress.getByAddress(octets), 1 + i);
            Peer.Udp peer = addresses.peerOf(i & 1, sender);
            assertThat(addresses.addressOf(peer)).isEqualTo(sender);
            assertThat(peer.listener()).isEqualTo(i & 1);
        }
    }
}
