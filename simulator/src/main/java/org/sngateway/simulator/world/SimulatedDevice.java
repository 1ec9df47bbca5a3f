package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A device with its radio, its address and the program on it: connects, subscribes, publishes what it is given, sleeps and
 * wakes, comes and goes, and starts again when it has lost its connection.
 */
final class SimulatedDevice implements DeviceApplication {
    /** Messages that wait for a connection; what comes beyond is not measured at all. */
    private static final int BACKLOG_MAX = 30;

    /** Nothing of before is still under way after this. */
    private static final long SILENCE_NANOS = VirtualNetwork.DELAY_NANOS_MAX + 3 * VirtualTime.SECOND;

    private static final long PAUSE_NANOS_MIN = 2 * VirtualTime.SECOND;
    private static final long PAUSE_NANOS_MAX = 2 * VirtualTime.MINUTE;
    private static final int FIRST_PORT = 50_000;
    private static final int HOSTS_FROM = 10;

    private final DevicePlan plan;
    private final int index;
    private final VirtualTime time;
    private final EventLog log;
    private final VirtualNetwork network;
    private final RandomStream random;

    private final DeviceWhims whims;

    // lives as long as the battery
    private VirtualDevice device;
    private final Deque<Traffic> backlog = new ArrayDeque<>();
    private final Map<Long, Traffic> given = new HashMap<>();
    private final Set<String> subscribed = new HashSet<>();
    private boolean asking;
    private long lastToken;
    private int failures;
    private long heardNanos;
    private Peer peer;
    private int moves;

    private DeviceState told = DeviceState.OFFLINE;
    private boolean on;
    private boolean gone;
    private boolean settled;
    /** When it does something of its own accord. */
    private long actNanos = VirtualDevice.NEVER;

    private long armedNanos = VirtualDevice.NEVER;

    SimulatedDevice(DevicePlan plan, int index, World.Parts parts, VirtualNetwork network) {
        this.plan = plan;
        this.index = index;
        this.network = network;
        time = parts.time();
        log = parts.log();
        random = parts.random().split("device " + plan.name());
        peer = newPeer();
        device = newDevice();
        whims = new DeviceWhims(plan, parts);
    }

    private VirtualDevice newDevice() {
        return new VirtualDevice(plan.options(), message -> network.fromDevice(this, message), this);
    }

    private Peer newPeer() {
        if (plan.forwarder() == DevicePlan.DIRECT) {
            return VirtualNetwork.address(HOSTS_FROM + index, FIRST_PORT + moves);
        }
        Octets node = Octets.ofUtf8("n" + index);
        return new Peer.Forwarded(VirtualNetwork.address(1 + plan.forwarder(), FIRST_PORT + moves), node);
    }

    String name() {
        return plan.name();
    }

    String clientId() {
        return plan.clientId();
    }

    Peer peer() {
        return peer;
    }

    boolean isGone() {
        return gone;
    }

    DeviceState state() {
        return device.state();
    }

    /** Whether its radio is on. */
    boolean isListening() {
        return on && device.isRadioOn();
    }

    /** Whether it has nothing more to say, and is where it can be reached. */
    boolean isSettled() {
        boolean connected = device.state() == DeviceState.ACTIVE || device.state() == DeviceState.ASLEEP;
        return gone || connected && !asking && backlog.isEmpty() && given.isEmpty();
    }

    // what happens to it

    void switchOn() {
        on = true;
        actNanos = time.nowNanos();
        whims.begin(this::live, () -> gone || settled);
        live();
    }

    void give(Traffic traffic) {
        if (traffic.qos() == Qos.MINUS_ONE) {
            publishMinusOne(traffic);
        } else if (on && !gone && !settled && backlog.size() < BACKLOG_MAX) {
            backlog.add(traffic);
            if (device.state() == DeviceState.ASLEEP) {
                actNanos = Math.min(actNanos, time.nowNanos());
            }
            live();
        }
    }

    /** Goes out at once, whatever the device is doing, and nobody answers it. */
    private void publishMinusOne(Traffic traffic) {
        TopicRef topic = Topics.named(traffic.topic(), plan.options().predefined());
        if (!on || gone || settled || topic instanceof TopicRef.Named) {
            return;
        }
        log.tell(new WorldEvent.DevicePublished(name(), clientId(), traffic.key(), traffic.topic(), traffic.qos()));
        device.publish(
                new OutgoingMessage(topic, Qos.MINUS_ONE, false, Keys.payload(traffic.key(), 0)), 0, time.nowNanos());
    }

    void onMessage(SnMessage message) {
        heardNanos = time.nowNanos();
        device.onMessage(message, time.nowNanos());
        live();
    }

    void move() {
        if (gone || !on) {
            return;
        }
        Peer former = peer;
        moves++;
        peer = newPeer();
        network.move(this, former, peer);
    }

    void reboot() {
        if (gone || !on) {
            return;
        }
        abandonGiven();
        backlog.clear();
        subscribed.clear();
        asking = false;
        failures = 0;
        device = newDevice();
        log.tell(new WorldEvent.DeviceRebooted(name(), clientId()));
        tellState();
        actNanos = time.nowNanos() + SILENCE_NANOS + random.between(0, 10 * VirtualTime.SECOND);
        arm();
    }

    void vanish() {
        if (!gone) {
            gone = true;
            on = false;
            log.tell(new WorldEvent.DeviceVanished(name(), clientId()));
        }
    }

    /** From now on it stays where it can be reached, and has nothing new to say. */
    void settle() {
        if (gone) {
            return;
        }
        settled = true;
        if (!on) {
            switchOn();
        } else if (device.state() == DeviceState.OFFLINE) {
            actNanos = Math.min(actNanos, time.nowNanos() + SILENCE_NANOS);
            live();
        }
    }

    /** The world ends: it leaves without a word. */
    void stop() {
        on = false;
        gone = true;
    }

    // its life

    private void live() {
        long nowNanos = time.nowNanos();
        act(nowNanos);
        tellState();
        arm();
    }

    private void tellState() {
        DeviceState now = device.state();
        if (now != told) {
            told = now;
            log.tell(new WorldEvent.DeviceStateChanged(name(), clientId(), now));
        }
    }

    private void arm() {
        // What is overdue waits for what it depends on, which will be heard of.
        long own = actNanos > time.nowNanos() ? actNanos : VirtualDevice.NEVER;
        long next = Math.min(device.nextDeadlineNanos(), own);
        if (next < armedNanos) {
            long planned = Math.max(next, time.nowNanos());
            armedNanos = planned;
            time.at(planned, () -> onAlarm(planned));
        }
    }

    private void onAlarm(long planned) {
        if (planned != armedNanos) {
            return;
        }
        armedNanos = VirtualDevice.NEVER;
        if (!on) {
            return;
        }
        long nowNanos = time.nowNanos();
        if (device.nextDeadlineNanos() <= nowNanos) {
            device.onTime(nowNanos);
        }
        live();
    }

    private void act(long nowNanos) {
        switch (device.state()) {
            case OFFLINE -> {
                if (actNanos <= nowNanos) {
                    connect(nowNanos);
                }
            }
            case ACTIVE -> actWhileActive(nowNanos);
            case ASLEEP -> {
                if (actNanos <= nowNanos) {
                    actNanos = VirtualDevice.NEVER;
                    publishAsleep(nowNanos);
                    if (!backlog.isEmpty() || device.outstandingMessages() > 0 && !device.isRadioOn()) {
                        connect(nowNanos);
                    }
                }
            }
            case CONNECTING, FALLING_ASLEEP, AWAKE, DISCONNECTING -> {
                // Waits for the gateway.
            }
        }
    }

    /** As much as it can without CONNECT; for the rest it has to connect. */
    private void publishAsleep(long nowNanos) {
        while (plan.whims().publishesAsleep() && device.canPublishAsleep()) {
            Traffic next = backlog.peek();
            TopicRef topic = next == null ? null : topicFor(next);
            if (next == null || topic == null || next.qos() != Qos.ONE) {
                return;
            }
            publish(next, topic, nowNanos);
        }
    }

    private void connect(long nowNanos) {
        actNanos = VirtualDevice.NEVER;
        asking = false;
        if (plan.options().cleanSession()) {
            subscribed.clear();
            forgetWhatMayBeOver(nowNanos);
        }
        device.connect(nowNanos);
    }

    /** A clean session that was asleep is over when the gateway has not heard of it in time: its topic ids as well. */
    private void forgetWhatMayBeOver(long nowNanos) {
        long sleepNanos = plan.habit().sleepSeconds() * VirtualTime.SECOND;
        if (device.state() == DeviceState.ASLEEP && nowNanos - heardNanos > sleepNanos) {
            abandonGiven();
            device = newDevice();
        }
    }

    private void actWhileActive(long nowNanos) {
        if (!asking) {
            subscribeNext(nowNanos);
        }
        if (!asking) {
            unsubscribeNext(nowNanos);
        }
        if (!asking) {
            asking = whims.changeWill(device, nowNanos);
        }
        while (!asking && publishNext(nowNanos)) {
            // As many as the window takes.
        }
        boolean idle = !asking && backlog.isEmpty() && device.outstandingMessages() == 0;
        if (!idle || actNanos > nowNanos) {
            return;
        }
        actNanos = VirtualDevice.NEVER;
        DevicePlan.Habit habit = plan.habit();
        if (habit.sleeps()) {
            device.sleep(habit.sleepSeconds(), habit.wakeNanos(), nowNanos);
        } else if (habit.visits() && !settled) {
            device.disconnect(nowNanos);
        }
    }

    private void subscribeNext(long nowNanos) {
        for (DevicePlan.Wish wish : plan.subscriptions()) {
            if (!subscribed.contains(wish.filter()) && whims.wants(wish)) {
                TopicRef topic = Topics.named(wish.filter(), plan.options().predefined());
                asking = device.subscribe(topic, wish.qos(), nowNanos);
                return;
            }
        }
    }

    private void unsubscribeNext(long nowNanos) {
        for (DevicePlan.Wish wish : plan.subscriptions()) {
            if (subscribed.contains(wish.filter()) && !whims.wants(wish)) {
                TopicRef topic = Topics.named(wish.filter(), plan.options().predefined());
                asking = device.unsubscribe(topic, nowNanos);
                return;
            }
        }
    }

    private @Nullable String filterOf(TopicRef topic) {
        for (DevicePlan.Wish wish : plan.subscriptions()) {
            if (Topics.named(wish.filter(), plan.options().predefined()).equals(topic)) {
                return wish.filter();
            }
        }
        return null;
    }

    /** Publishes the next message; {@code false} when it has to wait, or there is none. */
    private boolean publishNext(long nowNanos) {
        Traffic next = backlog.peek();
        if (next == null || device.state() != DeviceState.ACTIVE || next.qos() != Qos.ZERO && !device.canPublish()) {
            return false;
        }
        TopicRef topic = topicFor(next);
        if (topic == null) {
            asking = device.register(next.topic(), nowNanos);
            return false;
        }
        publish(next, topic, nowNanos);
        return true;
    }

    /** {@code null} for a name that has no id yet. */
    private @Nullable TopicRef topicFor(Traffic traffic) {
        TopicRef topic = Topics.named(traffic.topic(), plan.options().predefined());
        return topic instanceof TopicRef.Named ? device.topicOf(traffic.topic()) : topic;
    }

    /** The message at the head of the backlog. */
    private void publish(Traffic next, TopicRef topic, long nowNanos) {
        backlog.remove();
        long token = ++lastToken;
        log.tell(new WorldEvent.DevicePublished(name(), clientId(), next.key(), next.topic(), next.qos()));
        if (next.qos().isAcknowledged()) {
            given.put(token, next);
        }
        device.publish(
                new OutgoingMessage(topic, next.qos(), next.retain(), Keys.payload(next.key(), 0)), token, nowNanos);
    }

    private void abandonGiven() {
        for (Traffic traffic : given.values()) {
            log.tell(new WorldEvent.DeviceGaveUp(name(), clientId(), traffic.key()));
        }
        given.clear();
    }

    private void stayFor(long nanos, long nowNanos) {
        actNanos = nanos == 0 ? VirtualDevice.NEVER : nowNanos + nanos;
    }

    private void comeBackAfter(long nanos, long nowNanos) {
        asking = false;
        actNanos = nowNanos + nanos;
    }

    private long pauseNanos() {
        long pause = Math.min(PAUSE_NANOS_MAX, PAUSE_NANOS_MIN << Math.min(failures, 10));
        failures++;
        return SILENCE_NANOS + random.between(pause / 2, pause);
    }

    // what its protocol machine reports

    @Override
    public void onConnected(long nowNanos) {
        failures = 0;
        stayFor(plan.habit().activeNanos(), nowNanos);
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        comeBackAfter(pauseNanos(), nowNanos);
    }

    @Override
    public void onConnectionLost(LossCause cause, long nowNanos) {
        comeBackAfter(pauseNanos(), nowNanos);
    }

    @Override
    public void onDisconnected(long nowNanos) {
        comeBackAfter(SILENCE_NANOS + plan.habit().awayNanos(), nowNanos);
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal topic, long nowNanos) {
        asking = false;
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        asking = false;
        backlog.poll();
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        asking = false;
        String filter = filterOf(topic);
        if (filter != null) {
            subscribed.add(filter);
        }
    }

    /** It stays away and comes back: congestion passes. */
    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {
        asking = true;
        time.after(5 * VirtualTime.SECOND, () -> {
            asking = false;
            if (on) {
                live();
            }
        });
    }

    @Override
    public void onUnsubscribed(TopicRef topic, long nowNanos) {
        asking = false;
        String filter = filterOf(topic);
        if (filter != null) {
            subscribed.remove(filter);
        }
    }

    @Override
    public void onWillUpdated(long nowNanos) {
        asking = false;
    }

    @Override
    public void onWillUpdateRejected(ReturnCode code, long nowNanos) {
        asking = false;
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        String key = Keys.of(message.data());
        log.tell(new WorldEvent.DeviceGot(name(), clientId(), key, message.topicName(), message.qos()));
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        Traffic traffic = given.remove(token);
        if (traffic != null) {
            log.tell(new WorldEvent.DeviceWasAcknowledged(name(), clientId(), traffic.key(), traffic.qos()));
        }
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        onPublishAbandoned(token, nowNanos);
    }

    @Override
    public void onPublishAbandoned(long token, long nowNanos) {
        Traffic traffic = given.remove(token);
        if (traffic != null) {
            log.tell(new WorldEvent.DeviceGaveUp(name(), clientId(), traffic.key()));
        }
    }
}
