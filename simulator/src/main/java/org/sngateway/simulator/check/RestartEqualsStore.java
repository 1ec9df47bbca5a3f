package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/*
 * Two halves. What the devices were told must be in the store that the next process reads: the sleep, the connection with
 * CleanSession off, the topic ids under their names, the subscriptions. And the engine must be what the store says, when it
 * was rebuilt from it and at any time between two inputs: the world shows both.
 */
/** S11: the state after a restart is what the store has, and the store has what the devices were told. */
public final class RestartEqualsStore implements Invariant {
    private final SleepView view = new SleepView();
    private final Supervision supervision = new Supervision();
    private final Promises promises = new Promises();
    private final Fleet fleet = new Fleet();
    private long sessionNanos = Long.MAX_VALUE;

    @Override
    public String id() {
        return "S11";
    }

    @Override
    public String statement() {
        return "the state after a restart is what the devices were told before it";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        view.on(event, nowNanos);
        supervision.on(event, nowNanos);
        promises.on(event);
        fleet.on(event, nowNanos);
        if (event instanceof WorldEvent.Began began) {
            sessionNanos = began.engine().capacity().sessionNanos();
        } else if (event instanceof WorldEvent.RestartCompared compared) {
            return differs(compared);
        } else if (event instanceof WorldEvent.StoreRead read) {
            return missing(read.clients(), nowNanos);
        }
        return null;
    }

    private static @Nullable String differs(WorldEvent.RestartCompared compared) {
        StoredClient stored = compared.stored();
        StoredClient engine = compared.engine();
        if (stored == null && engine == null) {
            return null;
        }
        if (stored == null || engine == null) {
            return (stored == null ? "the store" : "the engine") + " has nothing of " + compared.clientId();
        }
        String difference = difference(stored, engine);
        return difference == null ? null : compared.clientId() + ": store and engine differ in " + difference;
    }

    private @Nullable String missing(List<StoredClient> stored, long nowNanos) {
        for (Fleet.Member member : fleet.members()) {
            Supervision.Watched watched = supervision.known(member.clientId);
            if (watched == null
                    || !watched.stateKnown
                    || watched.connectPending
                    || fleet.isShared(member.clientId)
                    || nowNanos - watched.heardNanos >= sessionNanos) {
                continue;
            }
            StateName expected = expectedState(member, watched);
            if (expected != null) {
                String difference = difference(member.clientId, expected, watched, find(stored, member.clientId));
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    /** What the device counts on, or {@code null} when nothing can be told for sure. */
    private @Nullable StateName expectedState(Fleet.Member member, Supervision.Watched watched) {
        SleepView.Phase phase = view.of(member.device).phase;
        if (watched.state == StateName.ASLEEP && phase == SleepView.Phase.ASLEEP) {
            return StateName.ASLEEP;
        }
        boolean active = watched.state == StateName.ACTIVE && phase == SleepView.Phase.CONNECTED;
        return active && !promises.isClean(member.clientId) ? StateName.ACTIVE : null;
    }

    private static @Nullable StoredClient find(List<StoredClient> stored, String clientId) {
        for (StoredClient client : stored) {
            if (client.session().clientId().equals(clientId)) {
                return client;
            }
        }
        return null;
    }

    private @Nullable String difference(
            String clientId, StateName expected, Supervision.Watched watched, @Nullable StoredClient stored) {
        if (stored == null) {
            return clientId + " was " + expected + ", but is not in the store";
        }
        StoredSession session = stored.session();
        if (session.state() != expected) {
            return clientId + " was " + expected + ", but the store has it as " + session.state();
        }
        if (expected == StateName.ASLEEP && session.sleepSeconds() != watched.sleepSeconds) {
            return clientId + " sleeps for " + watched.sleepSeconds + " s, but the store has " + session.sleepSeconds();
        }
        Promises.Told told = promises.of(clientId);
        for (Map.Entry<Integer, String> topic : told.topics.entrySet()) {
            if (!topic.getValue().equals(nameOf(stored, topic.getKey()))) {
                return clientId + " has topic id " + topic.getKey() + " for " + topic.getValue()
                        + ", but the store has " + nameOf(stored, topic.getKey());
            }
        }
        Set<String> filters = new HashSet<>();
        for (StoredSubscription subscription : stored.subscriptions()) {
            filters.add(subscription.filter());
        }
        for (String filter : told.filters) {
            if (!filters.contains(filter)) {
                return clientId + " has subscribed to " + filter + ", but the store does not have that";
            }
        }
        return null;
    }

    private static @Nullable String nameOf(StoredClient stored, int topicId) {
        for (StoredTopic topic : stored.topics()) {
            if (topic.id() == topicId) {
                return topic.name();
            }
        }
        return null;
    }

    /**
     * In what an engine differs from what is stored; {@code null} when in nothing that counts. When the device was last heard
     * may be later than stored: what was not written is given it for free. Message ids are reserved ahead.
     */
    static @Nullable String difference(StoredClient stored, StoredClient rebuilt) {
        StoredSession a = stored.session();
        StoredSession b = rebuilt.session();
        if (a.state() != b.state() || a.sleepSeconds() != b.sleepSeconds()) {
            return "state: " + a.state() + " " + a.sleepSeconds() + " s, now " + b.state() + " " + b.sleepSeconds()
                    + " s";
        }
        if (a.cleanSession() != b.cleanSession() || a.keepAliveSeconds() != b.keepAliveSeconds()) {
            return "CleanSession or keep-alive";
        }
        if (!Objects.equals(a.peer(), b.peer())) {
            return "address: " + a.peer() + ", now " + b.peer();
        }
        if (!a.will().equals(b.will()) || !Objects.equals(a.owedWill(), b.owedWill())) {
            return "Will: " + a.will() + ", now " + b.will();
        }
        if (b.lastTopicId() < a.lastTopicId()) {
            return "counter of topic ids";
        }
        if (!stored.topics().equals(rebuilt.topics())) {
            return "topics: " + stored.topics() + ", now " + rebuilt.topics();
        }
        if (!Set.copyOf(stored.subscriptions()).equals(Set.copyOf(rebuilt.subscriptions()))) {
            return "subscriptions: " + stored.subscriptions() + ", now " + rebuilt.subscriptions();
        }
        if (!Set.copyOf(stored.received()).equals(Set.copyOf(rebuilt.received()))) {
            return "received QoS 2 ids: " + stored.received() + ", now " + rebuilt.received();
        }
        if (!stored.commands().equals(rebuilt.commands())) {
            return "commands: " + stored.commands() + ", now " + rebuilt.commands();
        }
        return stored.spool().equals(rebuilt.spool()) ? null : "spool: " + stored.spool() + ", now " + rebuilt.spool();
    }
}
