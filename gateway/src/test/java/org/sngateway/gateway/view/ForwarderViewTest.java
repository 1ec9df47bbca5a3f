package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;
import org.sngateway.gateway.session.view.LegState;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is behind which forwarder, and how much had to be sent again. */
final class ForwarderViewTest {
    private static final Peer.Udp ONE = Peer.Udp.ofIpv4(0, 0x0A000001, 5_000);
    private static final Peer.Udp OTHER = Peer.Udp.ofIpv4(0, 0x0A000002, 5_000);

    private static ClientRow row(String clientId, Peer peer, long sent, long again) {
        return new ClientRow(
                clientId,
                new ClientRow.Standing(
                        StateName.ACTIVE, 0, 0, ClientRow.NONE, 0, new ClientRow.Every(0, ClientRow.NONE), 0),
                new ClientRow.Backlog(0, 0, ClientRow.NONE, 0, 0),
                new ClientRow.Connection(peer, false, 60, 0, LegState.UP, 0, 0),
                new ClientTraffic(7, 0, sent, 0, 0, 0, again, 0, 0));
    }

    private static Peer behind(Peer.Udp forwarder, int node) {
        return new Peer.Forwarded(forwarder, Octets.copyOf(new byte[] {(byte) node}));
    }

    @Test
    void addsUpWhatItsDevicesExchanged() {
        List<ForwarderView> forwarders = ForwarderView.of(Rows.view(
                row("b", behind(ONE, 2), 30, 3),
                row("a", behind(ONE, 1), 10, 1),
                row("c", behind(OTHER, 1), 0, 0),
                row("direct", OTHER, 100, 100)));
        assertThat(forwarders).extracting(ForwarderView::address).containsExactly("10.0.0.1:5000", "10.0.0.2:5000");
        ForwarderView one = forwarders.get(0);
        assertThat(one.traffic()).isEqualTo(new ForwarderView.Traffic(14, 40, 4));
        assertThat(one.traffic().retransmissionPercent()).isEqualTo(10);
        assertThat(one.nodes()).extracting(ForwarderView.Node::clientId).containsExactly("a", "b");
        assertThat(one.nodes().get(1).traffic()).isEqualTo(new ForwarderView.Traffic(7, 30, 3));
        assertThat(forwarders.get(1).traffic().retransmissionPercent())
                .as("of nothing")
                .isZero();
    }
}
