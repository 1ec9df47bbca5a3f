package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The way up to the broker of one shard, on the HiveMQ MQTT client. Every method is called on the shard's thread; so is
 * the sink, never by another thread.
 */
public final class HivemqBrokerLink implements BrokerLink {
    private final BrokerSettings settings;
    private final ScheduledExecutorService shard;
    private final BrokerEventSink sink;
    private final UpstreamFactory factory;
    private final HostLookup hostLookup;
    private final GatewayConnection ownConnection;

    private final Set<HivemqBrokerLeg> legs = new HashSet<>();
    /** The last leg of each client id that is on its way to its end. */
    private final Map<String, HivemqBrokerLeg> closing = new HashMap<>();
    /** What waits for such a leg's end. */
    private final Map<HivemqBrokerLeg, List<Runnable>> successors = new HashMap<>();
    /** Clients of ended legs whose session the broker keeps, for the next leg of the same id; see {@link #hasEnded}. */
    private final Map<String, UpstreamClient<?>> parked = new HashMap<>();

    private @Nullable CompletableFuture<Void> closed;

    /**
     * @param shard the shard's own Netty event loop group, of exactly one thread, with the transport that Netty prefers on
     *     this platform (epoll where available): the MQTT client insists on both
     */
    public HivemqBrokerLink(BrokerSettings settings, ScheduledExecutorService shard, BrokerEventSink sink) {
        this.settings = settings;
        this.shard = shard;
        this.sink = sink;
        this.factory = new UpstreamFactory(settings, shard);
        this.hostLookup = new HostLookup(settings.server().host(), shard);
        this.ownConnection = new GatewayConnection(this, factory, hostLookup, shard);
    }

    /** Opens the gateway's own connection, and keeps it open until {@link #close}. */
    public void start() {
        ownConnection.open();
    }

    @Override
    public HivemqBrokerLeg leg(String clientId, LegOwner owner) {
        HivemqBrokerLeg leg = new HivemqBrokerLeg(this, clientId, owner);
        legs.add(leg);
        return leg;
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        ownConnection.publish(new OutgoingPublish(topic, payload, Qos.ZERO, retain));
    }

    @Override
    public boolean isBrokerReachable() {
        return ownConnection.isUp();
    }

    /**
     * Ends all connections in order: the broker keeps its sessions and publishes no Will. No events follow. Completes when
     * the broker has closed them, at the latest after the time that the settings allow; then the event loop may end.
     */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = closed;
        if (done == null) {
            done = new CompletableFuture<>();
            closed = done;
            CompletableFuture<Void> expiring = done;
            schedule(settings.timing().shutdown(), () -> expiring.complete(null));
            ownConnection.close();
            shutDownLegs();
            completeWhenEmpty();
        }
        return done;
    }

    /** Those with a Will first: should time run out before all have said goodbye, the others have nothing to fire. */
    private void shutDownLegs() {
        List<HivemqBrokerLeg> all = List.copyOf(legs);
        for (HivemqBrokerLeg leg : all) {
            if (leg.hasWill()) {
                leg.shutDown();
            }
        }
        for (HivemqBrokerLeg leg : all) {
            leg.shutDown();
        }
    }

    /** How many legs there are, those included that are still closing. */
    int legCount() {
        return legs.size();
    }

    private void completeWhenEmpty() {
        if (closed != null && legs.isEmpty() && !ownConnection.isUp()) {
            closed.complete(null);
        }
    }

    // What legs need.

    void tell(LegOwner owner, BrokerEvent event) {
        if (closed == null) {
            sink.onBrokerEvent(owner, event);
        }
    }

    void lookUpBroker(Consumer<@Nullable String> then) {
        hostLookup.lookUp(then);
    }

    ConnectRequest request(@Nullable LegOptions options) {
        BrokerSettings.Sessions sessions = settings.sessions();
        boolean cleanSession = options == null || options.cleanSession();
        return new ConnectRequest(
                options != null && options.cleanStart(),
                cleanSession ? sessions.cleanExpirySeconds() : sessions.expirySeconds(),
                options == null ? null : options.will(),
                settings.identity()
                        .credentials()
                        .forDevice(options == null ? ClientProfile.GATEWAY_IDENTITY : options.brokerIdentity()));
    }

    UpstreamClient<?> clientFor(String clientId, UpstreamClient.Listener listener) {
        UpstreamClient<?> known = parked.remove(clientId);
        if (known != null) {
            known.adoptedBy(listener);
            return known;
        }
        return factory.client(settings.identity().mqttClientId(clientId), listener);
    }

    void afterCloseTimeout(Runnable task) {
        schedule(settings.timing().close(), task);
    }

    private void schedule(Duration delay, Runnable task) {
        shard.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void isClosing(HivemqBrokerLeg leg) {
        closing.put(leg.clientId(), leg);
    }

    /** Runs {@code then} when no earlier leg of the same client id is left; at once if there is none. */
    void whenClientIdIsFree(HivemqBrokerLeg leg, Runnable then) {
        HivemqBrokerLeg earlier = closing.get(leg.clientId());
        if (earlier == null || earlier == leg) {
            then.run();
        } else {
            successors.computeIfAbsent(earlier, key -> new ArrayList<>(1)).add(then);
        }
    }

    /**
     * A leg has ended. With MQTT 5 the library keeps a client on a timer for as long as its session may last; so that
     * devices which come and go do not pile them up, the next leg of the same id takes the client over.
     */
    void hasEnded(HivemqBrokerLeg leg, @Nullable UpstreamClient<?> client, boolean sessionKept) {
        legs.remove(leg);
        closing.remove(leg.clientId(), leg);
        boolean expires = settings.server().version() == BrokerSettings.ProtocolVersion.MQTT_5;
        if (client != null && sessionKept && expires && closed == null && !client.isSpoilt()) {
            park(leg.clientId(), client);
        } else if (client != null) {
            client.discard();
        }
        List<Runnable> waiting = successors.remove(leg);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
        completeWhenEmpty();
    }

    private void park(String clientId, UpstreamClient<?> client) {
        parked.put(clientId, client);
        client.park(Nobody.INSTANCE, () -> parked.remove(clientId, client));
    }

    // What the gateway's own connection needs.

    void onOwnConnectionUp() {
        if (closed == null) {
            sink.onBrokerReachable();
        }
    }

    void onOwnConnectionDown(String detail) {
        if (closed == null) {
            sink.onBrokerUnreachable(detail);
        }
    }

    void onOwnConnectionRefused(String detail) {
        if (closed == null) {
            sink.onBrokerRefused(detail);
        }
    }

    void onOwnConnectionEnded() {
        completeWhenEmpty();
    }

    /** Hears what a client without a leg says. */
    private static final class Nobody implements UpstreamClient.Listener {
        static final Nobody INSTANCE = new Nobody();

        @Override
        public void onConnected(boolean sessionPresent) {
            // Nobody connects a parked client.
        }

        @Override
        public void onConnectFailed(ReturnCode code, String detail) {
            // As above.
        }

        @Override
        public void onConnectionLost(String detail) {
            // It is down.
        }

        @Override
        public void onDisconnected() {
            // It is down.
        }

        @Override
        public void onEvent(BrokerEvent event) {
            // Its leg has been closed.
        }
    }
}
