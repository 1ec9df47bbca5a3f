package org.sngateway.gateway.shard;

import org.sngateway.gateway.adapter.udp.BindFailed;
import org.sngateway.gateway.adapter.udp.ListenerReport;
import org.sngateway.gateway.adapter.udp.MulticastSettings;
import org.sngateway.gateway.adapter.udp.UdpEvents;
import org.sngateway.gateway.adapter.udp.UdpListener;
import org.sngateway.gateway.adapter.udp.UdpSensorTransport;
import org.sngateway.gateway.adapter.udp.UdpSettings;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.GatewayObserver;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Real sockets, real threads and real engines before a broker that accepts everything. */
public final class UdpGateway implements ShardParts, UdpEvents, AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    final CountingObserver observer = new CountingObserver();
    final List<AcceptingBroker> brokers = new ArrayList<>();
    final List<ListenerReport> reports = new CopyOnWriteArrayList<>();
    final List<String> multicastJoined = new CopyOnWriteArrayList<>();
    final List<String> multicastUnavailable = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final UdpSensorTransport udp;
    final ShardGroup shards;

    UdpGateway(ShardSettings shardSettings, UdpSettings udpSettings) throws BindFailed {
        udp = new UdpSensorTransport(udpSettings, this);
        shards = ShardGroup.start(
                shardSettings, options(udpSettings.listeners().size()), new PredefinedTopics(List.of()), this);
        try {
            udp.open();
        } catch (BindFailed failed) {
            shards.close();
            throw failed;
        }
    }

    static UdpGateway withShards(int shards, boolean nativeTransport, UdpListener... listeners) throws BindFailed {
        return new UdpGateway(
                new ShardSettings(shards, nativeTransport, 4096, 1000), UdpSettings.of(List.of(listeners)));
    }

    static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    static UdpListener listener(String host, int port) {
        return new UdpListener(host, new InetSocketAddress(host, port), peer -> true, MulticastSettings.NONE);
    }

    static EngineOptions options(int listeners) {
        List<Long> noAdvertise = new ArrayList<>();
        for (int i = 0; i < listeners; i++) {
            noAdvertise.add(0L);
        }
        Rate plenty = new Rate(1e6, 1e6);
        return new EngineOptions(
                new EngineOptions.Identity(7, noAdvertise, peer -> true, 128),
                new EngineOptions.Timing(
                        10 * SECOND, 4, 90 * SECOND, 24 * 3600 * SECOND, false, Tolerance.SPECIFICATION),
                new EngineOptions.Sleep(86_400, EngineOptions.WakeFrom.SAME_IP, true, true, 10, 0),
                new EngineOptions.Capacity(8, 50, 10, 100, 65_536, 24 * 3600 * SECOND, 7 * 24 * 3600 * SECOND, true),
                new EngineOptions.Admission(1000, plenty, plenty, new Rate(1, 3), plenty, new Rate(5, 5), 100),
                new EngineOptions.Upstream(100, SECOND, 60 * SECOND, 24 * 3600 * SECOND, 0),
                new EngineOptions.PublishMinusOne(false, peer -> true, List.of(), new Rate(100, 100), false));
    }

    InetSocketAddress address(int listener) {
        return udp.localAddress(listener);
    }

    /** On how many shards a client has a leg. */
    long legsOf(String clientId) {
        return brokers.stream()
                .filter(broker -> broker.legs.containsKey(clientId))
                .count();
    }

    @Override
    public BufferedSensorLink sensors(Shard shard) {
        return udp.link(shard.loops(), shard, observer);
    }

    @Override
    public BrokerLink broker(Shard shard) {
        AcceptingBroker broker = new AcceptingBroker(shard);
        brokers.add(broker);
        return broker;
    }

    @Override
    public ClientPolicy clients(Shard shard) {
        ClientProfile profile = new ClientProfile(List.of(), List.of(), true, 1400);
        return (clientId, peer) -> profile;
    }

    @Override
    public GatewayObserver observer(Shard shard) {
        return observer;
    }

    @Override
    public void failed(int shard, Throwable bug, long unreported) {
        failures.add(bug);
    }

    @Override
    public void listening(ListenerReport report) {
        reports.add(report);
    }

    @Override
    public void multicastJoined(String listener, String group, String interfaceName) {
        multicastJoined.add(group + " " + interfaceName);
    }

    @Override
    public void multicastUnavailable(String listener, String group, String reason) {
        multicastUnavailable.add(group + " " + reason);
    }

    @Override
    public void failed(String listener, Throwable bug) {
        failures.add(bug);
    }

    @Override
    public void close() {
        udp.close();
        shards.close();
    }
}
