package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.scenario.Step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A site with a gateway and a broker in one that do exactly what a test says. Unless overridden the gateway accepts and
 * answers everything at once, hands uplink messages to the watching client at once, and sends a downlink message to the
 * socket of the device in whose name the topic was subscribed.
 */
class FakeSite implements Site, BrokerSide {
    static final long SECOND = Scenes.SECOND;
    static final int DOWN_ID = 7;
    static final int UP_ID = 9;

    private record Task(long nanos, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>((one, other) -> one.nanos() != other.nanos()
            ? Long.compare(one.nanos(), other.nanos())
            : Long.compare(one.order(), other.order()));
    private final Map<String, FakeSocket> subscribers = new HashMap<>();
    private final List<BrokerSide.Listener> listeners = new ArrayList<>();
    private long nowNanos = 1000 * SECOND;
    private long order;
    private int lastMsgId;
    long lagP99Nanos;
    boolean hasBroker = true;

    // what tests say

    /** What the gateway does with a message. */
    void onMessage(FakeSocket from, SnMessage message) {
        answer(from, message);
    }

    /** What becomes of an uplink message at the broker. */
    void atBroker(Publish publish, Mark mark) {
        deliver(publish);
    }

    /** What becomes of a message that the run published for a device. */
    void toDevice(FakeSocket device, Octets payload, Mark mark) {
        send(device, payload);
    }

    // the gateway

    void answer(FakeSocket from, SnMessage message) {
        if (message instanceof Connect) {
            from.answer(new ConnAck(ReturnCode.ACCEPTED));
        } else if (message instanceof Register register) {
            from.answer(new RegAck(UP_ID, register.msgId(), ReturnCode.ACCEPTED));
        } else if (message instanceof Subscribe subscribe && subscribe.topic() instanceof TopicRef.Named named) {
            subscribers.put(String.valueOf(named.name().utf8()), from);
            from.answer(new SubAck(subscribe.qos(), DOWN_ID, subscribe.msgId(), ReturnCode.ACCEPTED));
        } else if (message instanceof PingReq) {
            from.answer(new PingResp());
        } else if (message instanceof Disconnect) {
            from.answer(Disconnect.PLAIN);
        } else if (message instanceof Publish publish) {
            if (publish.qos() == Qos.ONE) {
                from.answer(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED));
            }
            Mark mark = Mark.in(publish.data());
            if (mark != null) {
                atBroker(publish, mark);
            }
        }
    }

    void deliver(Publish publish) {
        listeners.get(0).onMessage("up", publish.data(), publish.qos(), false);
    }

    void send(FakeSocket device, Octets payload) {
        lastMsgId++;
        device.answer(new Publish(false, Qos.ONE, false, new TopicRef.Normal(DOWN_ID), lastMsgId, payload));
    }

    void watcherConnection(boolean isConnected) {
        listeners.get(0).onConnection(isConnected);
    }

    FakeSocket subscriber(String topic) {
        FakeSocket socket = subscribers.get(topic);
        if (socket == null) {
            throw new AssertionError("nobody subscribed to " + topic);
        }
        return socket;
    }

    long nowNanos() {
        return nowNanos;
    }

    void after(long nanos, Runnable action) {
        tasks.add(new Task(nowNanos + nanos, ++order, action));
    }

    /** A device's socket. */
    final class FakeSocket implements Wire.Socket {
        private Wire.Receiver receiver;
        int rebinds;

        FakeSocket(Wire.Receiver receiver) {
            this.receiver = receiver;
        }

        void answer(SnMessage message) {
            after(0, () -> receiver.receive(message, SnEncoder.encodedLength(message)));
        }

        @Override
        public void send(SnMessage message) {
            FakeSite.this.after(0, () -> onMessage(this, message));
        }

        @Override
        public void sendRaw(byte[] datagram) {
            // Nothing that this gateway understands.
        }

        @Override
        public void rebind(boolean changesAddress) {
            rebinds++;
        }

        @Override
        public void receiver(Wire.Receiver newReceiver) {
            receiver = newReceiver;
        }

        @Override
        public void close() {}
    }

    // the site

    @Override
    public SiteClock clock() {
        return new SiteClock() {
            @Override
            public long nowNanos() {
                return nowNanos;
            }

            @Override
            public void at(long nanos, Runnable task) {
                tasks.add(new Task(Math.max(nanos, nowNanos), ++order, task));
            }

            @Override
            public Lateness lateness() {
                return new Lateness() {
                    @Override
                    public long p99() {
                        return lagP99Nanos;
                    }

                    @Override
                    public long max() {
                        return lagP99Nanos;
                    }
                };
            }
        };
    }

    @Override
    public Wire wire() {
        return FakeSocket::new;
    }

    @Override
    public @Nullable BrokerSide broker() {
        return hasBroker ? this : null;
    }

    @Override
    public Programs programs() {
        return new Programs() {
            @Override
            public boolean controlsGateway() {
                return false;
            }

            @Override
            public boolean controlsBroker() {
                return false;
            }

            @Override
            public boolean controlsBrokerLink() {
                return false;
            }

            @Override
            public void restartGateway(boolean isKill, long downNanos, Runnable whenBack) {
                throw new AssertionError();
            }

            @Override
            public void restartBroker(boolean isKill, long downNanos, Runnable whenBack) {
                throw new AssertionError();
            }

            @Override
            public void troubleBroker(Step.BrokerTrouble trouble, Runnable whenOver) {
                throw new AssertionError();
            }
        };
    }

    @Override
    public void run(BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            Task next = tasks.remove();
            nowNanos = next.nanos();
            next.action().run();
        }
    }

    @Override
    public void close() {}

    // the broker

    @Override
    public void subscribe(String filter, BrokerSide.Listener listener, Runnable whenDone) {
        listeners.add(listener);
        after(0, whenDone);
    }

    @Override
    public void publish(Publication publication, Runnable whenAccepted) {
        after(0, whenAccepted);
        Mark mark = Mark.in(publication.payload());
        if (mark == null) {
            throw new AssertionError("a downlink message without a mark");
        }
        toDevice(subscriber(publication.topic()), publication.payload(), mark);
    }
}
