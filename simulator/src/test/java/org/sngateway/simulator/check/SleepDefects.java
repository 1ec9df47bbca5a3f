package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionDirectory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Engines that mistreat sleepers, the lost, and strangers. */
final class SleepDefects {
    private SleepDefects() {}

    /** A device that went to sleep, and how its messages travel. */
    private record Sleeper(Peer.Udp peer, SnMessage like) {}

    /** Remembers who sleeps by what devices say. */
    private abstract static class KnowsSleepers extends BrokenEngine {
        final Map<Object, Sleeper> sleepers = new LinkedHashMap<>();

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof Disconnect disconnect && disconnect.durationSeconds() > 0) {
                sleepers.put(node(source, message), new Sleeper(source, message));
            } else if (inner(message) instanceof Connect || inner(message) instanceof Disconnect) {
                sleepers.remove(node(source, message));
            }
            super.onMessage(source, message, nowNanos);
        }
    }

    /** Asks sleepers to wake up when there is something for anybody. */
    static final class TalksToSleepers extends KnowsSleepers {
        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            super.onBrokerEvent(owner, event, nowNanos);
            if (event instanceof BrokerEvent.MessageArrived) {
                for (Sleeper sleeper : sleepers.values()) {
                    send(sleeper.peer(), wrapped(sleeper.like(), PingReq.EMPTY));
                }
            }
        }
    }

    /** Ends a wake before it has begun. */
    static final class SendsPingRespTooEarly extends KnowsSleepers {
        private final Set<Object> answered = new HashSet<>();

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            Object node = node(source, message);
            if (inner(message) instanceof PingReq && sleepers.containsKey(node)) {
                real().sensors().send(source, wrapped(message, new PingResp()));
                answered.add(node);
            }
            super.onMessage(source, message, nowNanos);
        }

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (!(inner(message) instanceof PingResp) || !answered.remove(node(peer, message))) {
                super.send(peer, message);
            }
        }
    }

    private static boolean isWill(OutgoingPublish publish) {
        return publish.topic().startsWith("will/");
    }

    /** Ends the connections of lost devices in order, without their Wills. */
    static final class SuppressesWills extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    if (!isWill(publish)) {
                        super.publish(token, publish);
                    }
                }
            };
        }
    }

    /** Publishes Wills twice. */
    static final class SendsWillsTwice extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    super.publish(token, publish);
                    if (isWill(publish)) {
                        super.publish(-1, publish);
                    }
                }
            };
        }
    }

    /** Counts its own wishes as signs of life: nobody is ever lost. */
    static final class TakesTheDeadForAlive extends BrokenEngine {
        private static final long EVERY_NANOS = 5_000_000_000L;
        private final Map<Object, Sleeper> known = new LinkedHashMap<>();
        private long lastNanos;

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            known.put(node(source, message), new Sleeper(source, message));
            super.onMessage(source, message, nowNanos);
        }

        @Override
        public void onTime(long nowNanos) {
            if (nowNanos - lastNanos > EVERY_NANOS) {
                lastNanos = nowNanos;
                known.values()
                        .forEach(sleeper ->
                                super.onMessage(sleeper.peer(), wrapped(sleeper.like(), new PingResp()), nowNanos));
            }
            super.onTime(nowNanos);
        }
    }

    /** Lets a damaged datagram end the session of whoever was heard last. */
    static final class LetsStrangersEndSessions extends BrokenEngine {
        private final Map<Object, Sleeper> known = new HashMap<>();
        private Sleeper last = new Sleeper(Peer.Udp.ofIpv4(0, 0, 0), Disconnect.PLAIN);
        private long now;

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            now = nowNanos;
            last = known.computeIfAbsent(node(source, message), node -> new Sleeper(source, message));
            super.onMessage(source, message, nowNanos);
        }

        @Override
        public void onMalformed(Peer.Udp source, MalformedReason reason) {
            super.onMessage(last.peer(), wrapped(last.like(), Disconnect.PLAIN), now);
            super.onMalformed(source, reason);
        }
    }

    /** Never gives client ids back. */
    static final class KeepsClientIds extends BrokenEngine {
        @Override
        SessionDirectory directory(SessionDirectory directory) {
            return new SessionDirectory() {
                @Override
                public boolean claim(String clientId) {
                    return directory.claim(clientId);
                }

                @Override
                public void adopt(String clientId) {
                    directory.adopt(clientId);
                }

                @Override
                public void release(String clientId) {
                    // It may come again.
                }

                @Override
                public void bind(Peer peer) {
                    directory.bind(peer);
                }

                @Override
                public void unbind(Peer peer) {
                    directory.unbind(peer);
                }
            };
        }
    }
}
