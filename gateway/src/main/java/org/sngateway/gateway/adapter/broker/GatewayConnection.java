package org.sngateway.gateway.adapter.broker;

import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.concurrent.ScheduledExecutorService;

/**
 * The gateway's own connection: for messages of devices that have none (QoS -1, SN12-QM1-03), and to know whether there is
 * a broker at all.
 */
final class GatewayConnection implements OwnConnection.Owner {
    /** Messages handed to the client and not yet written; beyond it they are dropped. */
    private static final int UNWRITTEN_MAX = 256;

    private final HivemqBrokerLink link;
    private final OwnConnection connection;
    private int unwritten;

    GatewayConnection(
            HivemqBrokerLink link, UpstreamFactory factory, HostLookup hostLookup, ScheduledExecutorService shard) {
        this.link = link;
        this.connection = new OwnConnection(factory, hostLookup, shard, null, this);
    }

    boolean isUp() {
        return connection.isUp();
    }

    void open() {
        connection.open();
    }

    void publish(OutgoingPublish publish) {
        if (connection.isUp() && unwritten < UNWRITTEN_MAX) {
            unwritten++;
            connection.publish(0, publish);
        }
    }

    void close() {
        connection.close();
    }

    @Override
    public void onUp() {
        link.onOwnConnectionUp();
    }

    @Override
    public void onDown(String detail) {
        link.onOwnConnectionDown(detail);
    }

    @Override
    public void onRefused(String detail) {
        link.onOwnConnectionRefused(detail);
    }

    @Override
    public void onEnded() {
        link.onOwnConnectionEnded();
    }

    @Override
    public void onEvent(BrokerEvent event) {
        unwritten--;
    }
}
