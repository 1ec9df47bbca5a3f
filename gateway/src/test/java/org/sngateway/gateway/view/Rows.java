package org.sngateway.gateway.view;

import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;
import org.sngateway.gateway.session.view.LegState;

import java.util.List;

/** Rows and views for tests. */
public final class Rows {
    private Rows() {}

    /** A sleeper with so many messages waiting. */
    public static ClientRow sleeper(String clientId, int queued) {
        return new ClientRow(
                clientId,
                new ClientRow.Standing(StateName.ASLEEP, 1_000, 2_000, 3_000, 4_000, ClientRow.Every.NOTHING, 0),
                new ClientRow.Backlog(queued, 10 * queued, queued == 0 ? ClientRow.NONE : 1_500, 0, 0),
                new ClientRow.Connection(Peer.Udp.ofIpv4(0, 0x0A000001, 5_000), false, 60, 300, LegState.UP, 1, 1),
                new ClientTraffic(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    public static GatewayView view(ClientRow... rows) {
        return GatewayView.of(5_000, List.of(List.of(rows)));
    }
}
