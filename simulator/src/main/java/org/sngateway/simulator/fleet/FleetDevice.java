package org.sngateway.simulator.fleet;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.SleepSpec;

import static org.sngateway.simulator.fleet.Times.NEVER;

/**
 * A device with the program on it: connects, registers, subscribes, publishes what is due when it is due, sleeps and wakes,
 * and starts again when it has lost its connection or its power. What it is due to publish does not depend on what becomes
 * of it: messages wait in its {@link Backlog}, and their times count from when they were due.
 */
final class FleetDevice implements DeviceApplication {
    // configuration
    private final Parts parts;
    private final Fleet fleet;
    private final FleetSpec spec;
    private final int index;
    private final String clientId;
    private final DeviceOptions options;
    private final Troubles troubles;
    private final Radio radio;
    private final RadioTime radioTime;
    private final Runnable alarm = this::onAlarm;

    // lives as long as the device
    private final DeviceReadings readings;
    private final DeviceRequests requests;
    private final Reconnection reconnection;
    private final ShownState shown;
    private long armedNanos = NEVER;

    // lives from one power cut to the next
    private VirtualDevice device;
    private boolean powered;
    private long holdUntilNanos;
    private boolean collectDue;
    private boolean hasCollected;

    /** What devices of a run share. */
    record Parts(RunClock clock, Recorder recorder, long seed) {}

    FleetDevice(Parts parts, Fleet fleet, int index) {
        this.parts = parts;
        this.fleet = fleet;
        this.index = index;
        spec = fleet.spec();
        troubles = fleet.troubles(index);
        clientId = spec.clientId().of(spec.name(), index + 1, "");
        DeviceTopics topics = DeviceTopics.of(spec, index + 1, clientId);
        options = DeviceSettings.of(spec, index + 1, clientId, topics.predefined());
        readings = new DeviceReadings(parts, fleet, index, clientId);
        requests = new DeviceRequests(spec, topics);
        reconnection = new Reconnection(fleet.tally, spec.retry().reconnectNanos());
        radioTime = new RadioTime(fleet.tally);
        long seed = Chance.split(parts.seed(), fleet.firstDevice() + index);
        radio = new Radio(parts.clock().site(), new RadioEnd(this, fleet, parts.recorder()), fleet.link(), seed);
        shown = new ShownState(parts.recorder(), fleet);
        device = newDevice();
        tellState();
    }

    private VirtualDevice newDevice() {
        Misbehaviour misbehaviour =
                Misbehaviour.of(spec.misbehaving(), Chance.split(parts.seed(), ~(fleet.firstDevice() + index)));
        return new VirtualDevice(options, message -> send(message, misbehaviour), this);
    }

    private void send(SnMessage message, Misbehaviour misbehaviour) {
        misbehaviour.before(message, this::sendRaw);
        parts.recorder().deviceSent(fleet.tally, message.type(), SnEncoder.encodedLength(message));
        trace(message, true);
        radio.send(message);
    }

    private void sendRaw(byte[] datagram) {
        fleet.tally.datagramsSent++;
        fleet.tally.octetsSent += datagram.length;
        radio.sendRaw(datagram);
    }

    void trace(SnMessage message, boolean isFromDevice) {
        PacketTrace trace = troubles.trace();
        if (trace != null) {
            trace.add(message, isFromDevice, parts.clock().nowNanos());
        }
    }

    Radio radio() {
        return radio;
    }

    String clientId() {
        return clientId;
    }

    /** The run's number of this device. */
    int number() {
        return fleet.firstDevice() + index;
    }

    boolean isPowered() {
        return powered;
    }

    /** Whether it hears anything now. */
    boolean isListening() {
        return powered && device.isRadioOn();
    }

    /** Whether it has had a subscription in this run: messages published before cannot reach it. */
    boolean hasSubscribed() {
        return requests.hasSubscribedOnce();
    }

    /** Whether it speaks to a gateway at all, and expects answers. */
    boolean expectsAnswers() {
        return spec.connect() != null;
    }

    // power

    /** Switches it on; {@code sinceNanos} is when its power came back, NEVER for the first time. */
    void powerOn(long sinceNanos) {
        if (powered) {
            return;
        }
        long nowNanos = parts.clock().nowNanos();
        powered = true;
        radioTime.powerOn(nowNanos);
        readings.skipTo(nowNanos);
        if (spec.connect() != null) {
            reconnection.onPower(sinceNanos, nowNanos);
        }
        live();
    }

    /** Power is gone, and with it everything that it knew. */
    void powerOff() {
        if (!powered) {
            return;
        }
        parts.recorder().finished(readings.backlog().clear() + device.outstandingMessages());
        powered = false;
        radioTime.powerOff(parts.clock().nowNanos(), fleet.isAsleepMostly());
        device = newDevice();
        forgetConnection();
        forgetSession();
        reconnection.onPowerLost();
        holdUntilNanos = 0;
        shown.onPowerLost();
        tellState();
    }

    /** The end of the run, without power being lost: time awake is counted up to now. */
    void close() {
        radioTime.powerOff(parts.clock().nowNanos(), fleet.isAsleepMostly());
    }

    /** It takes its leave, whatever it was about. */
    void leave() {
        if (powered && device.state() != DeviceState.OFFLINE) {
            device.disconnect(parts.clock().nowNanos());
        }
        powered = false;
    }

    private void forgetConnection() {
        requests.onConnectionEnded();
        collectDue = false;
        hasCollected = false;
    }

    private void forgetSession() {
        requests.onSessionEnded();
        radioTime.onSessionEnded();
    }

    // its life

    private void onAlarm() {
        long nowNanos = parts.clock().nowNanos();
        if (armedNanos > nowNanos) {
            return;
        }
        armedNanos = NEVER;
        if (!powered) {
            return;
        }
        if (device.nextDeadlineNanos() <= nowNanos) {
            device.onTime(nowNanos);
        }
        live();
    }

    /** Something of the gateway's has come. */
    void hear(SnMessage message) {
        device.onMessage(message, parts.clock().nowNanos());
        live();
    }

    private void live() {
        long nowNanos = parts.clock().nowNanos();
        if (nowNanos < parts.clock().endNanos()) {
            readings.take(nowNanos);
        } else if (readings.passBy(nowNanos)) {
            // It has nothing to say any more, and comes all the same for what waits for it.
            collectDue |= collectsWithReadings();
        }
        act(nowNanos);
        tellState();
        radioTime.set(isListening() && device.state() != DeviceState.OFFLINE, nowNanos, fleet.isAsleepMostly());
        arm(nowNanos);
    }

    private boolean collectsWithReadings() {
        SleepSpec sleep = spec.sleep();
        return sleep != null && sleep.wakeEveryNanos() == 0;
    }

    private void act(long nowNanos) {
        if (spec.connect() == null) {
            while (publishNext(nowNanos)) {
                // QoS -1 needs nothing.
            }
            return;
        }
        switch (device.state()) {
            case OFFLINE -> {
                if (reconnection.takeDue(nowNanos)) {
                    device.connect(nowNanos);
                }
            }
            case ACTIVE -> actWhileActive(nowNanos);
            case ASLEEP -> actWhileAsleep(nowNanos);
            case CONNECTING, FALLING_ASLEEP, AWAKE, DISCONNECTING -> {
                // Waits for the gateway.
            }
        }
    }

    private void actWhileActive(long nowNanos) {
        if (holdUntilNanos <= nowNanos) {
            requests.ask(device, nowNanos);
        }
        while (!requests.areOpen() && publishNext(nowNanos)) {
            // As many as the window takes.
        }
        SleepSpec sleep = spec.sleep();
        boolean idle = !requests.areOpen()
                && (readings.backlog().isEmpty() || holdUntilNanos > nowNanos)
                && device.outstandingMessages() == 0
                && device.unreleasedMessages() == 0;
        if (sleep != null && idle) {
            long wakeEvery = sleep.wakeEveryNanos() == 0 ? VirtualDevice.NEVER : sleep.wakeEveryNanos();
            device.sleep(sleep.durationSeconds(), wakeEvery, nowNanos);
        }
    }

    private void actWhileAsleep(long nowNanos) {
        SleepSpec sleep = spec.sleep();
        if (sleep == null || holdUntilNanos > nowNanos) {
            return;
        }
        if (device.outstandingMessages() > 0 && !device.isRadioOn()) {
            // It has given up repeating its reading: a connection lets it go on (SN12-SLP-18).
            connectFromSleep(nowNanos);
            return;
        }
        Backlog backlog = readings.backlog();
        if (backlog.isEmpty()) {
            hasCollected = false;
            if (collectDue) {
                collectDue = false;
                device.wake(nowNanos);
            }
            return;
        }
        if (sleep.isConnectedToPublish()) {
            connectFromSleep(nowNanos);
            return;
        }
        if (collectsWithReadings() && !hasCollected && device.outstandingMessages() == 0) {
            // First, so that the gateway knows from where the readings will come.
            hasCollected = true;
            device.wake(nowNanos);
            return;
        }
        while (publishNext(nowNanos)) {
            // As many as the window takes.
        }
        if (!backlog.isEmpty() && !isSentAsleep(backlog.first())) {
            connectFromSleep(nowNanos);
        }
    }

    private void connectFromSleep(long nowNanos) {
        reconnection.onAttemptFromSleep(nowNanos);
        device.connect(nowNanos);
    }

    /** Whether the window is all that keeps this message from being sent without leaving sleep. */
    private boolean isSentAsleep(long entry) {
        Qos qos = readings.ledger(entry).qos();
        return qos == Qos.MINUS_ONE || qos == Qos.ONE && requests.topic(device, Backlog.stream(entry)) != null;
    }

    /** Publishes the message that is first in line; {@code false} when it has to wait, or there is none. */
    private boolean publishNext(long nowNanos) {
        Backlog backlog = readings.backlog();
        if (backlog.isEmpty() || holdUntilNanos > nowNanos) {
            return false;
        }
        long entry = backlog.first();
        UplinkLedger ledger = readings.ledger(entry);
        Qos qos = ledger.qos();
        TopicRef topic = requests.topic(device, Backlog.stream(entry));
        boolean isPossible = qos == Qos.MINUS_ONE
                || qos == Qos.ZERO && device.state() == DeviceState.ACTIVE
                || qos.isAcknowledged() && device.canPublish()
                || qos == Qos.ONE && device.canPublishAsleep();
        if (topic == null || !isPossible) {
            return false;
        }
        OutgoingMessage message = new OutgoingMessage(topic, qos, ledger.spec.retain(), readings.send(entry));
        device.publish(message, entry, nowNanos);
        return true;
    }

    private void tellState() {
        shown.tell(device.state(), powered);
    }

    /** A sleeper that is not asleep now, but will be. */
    boolean isUpForTheMoment() {
        return spec.sleep() != null && shown.isAwake();
    }

    private void arm(long nowNanos) {
        long next = Math.min(device.nextDeadlineNanos(), Math.min(readings.nextNanos(), reconnection.dueNanos()));
        if (holdUntilNanos > nowNanos) {
            next = Math.min(next, holdUntilNanos);
        }
        if (next < armedNanos) {
            armedNanos = Math.max(next, nowNanos);
            parts.clock().at(armedNanos, alarm);
        }
    }

    // what its protocol machine reports

    @Override
    public void onConnected(long nowNanos) {
        boolean counts = !parts.recorder().isFrozen();
        reconnection.onConnected(counts, nowNanos);
        if (counts) {
            parts.recorder().series.count(SeriesBook.Count.CONNECTS);
        }
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        if (code.isCongestion()) {
            fleet.tally.congested++;
            parts.recorder().series.count(SeriesBook.Count.CONGESTED);
        } else {
            fleet.tally.refused++;
        }
        troubles.refused();
        forgetConnection();
        reconnection.onRefused(nowNanos);
    }

    @Override
    public void onConnectionLost(LossCause cause, long nowNanos) {
        boolean wasAsleep = shown.wasAsleep();
        if (reconnection.isConnected() && !parts.recorder().isFrozen()) {
            fleet.tally.lost++;
            parts.recorder().series.count(SeriesBook.Count.LOST);
            troubles.lostSession();
            if (cause == LossCause.GATEWAY_DISCONNECT && (wasAsleep || !options.cleanSession())) {
                startedOver();
            }
        }
        reconnection.onLost(nowNanos);
        forgetConnection();
        forgetSession();
        if (cause == LossCause.GATEWAY_DISCONNECT) {
            device = newDevice();
        }
    }

    private void startedOver() {
        if (!parts.recorder().isFrozen()) {
            fleet.tally.startedOver++;
            troubles.startedOver();
        }
    }

    @Override
    public void onDisconnected(long nowNanos) {
        reconnection.onDisconnected();
        forgetConnection();
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal topic, long nowNanos) {
        requests.registerAnswered();
        answered();
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        requests.registerAnswered();
        refused(nowNanos);
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        requests.subscribeAnswered(topic, true);
        answered();
    }

    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {
        requests.subscribeAnswered(topic, false);
        refused(nowNanos);
    }

    /** It tries again later (MQTT-SN 1.2 s.6.13: T_WAIT). */
    private void refused(long nowNanos) {
        troubles.refused();
        holdUntilNanos = nowNanos + spec.retry().reconnectNanos();
    }

    /** The gateway takes this device for the one it was, wherever it speaks from. */
    private void answered() {
        if (radioTime.takeMoved() && !parts.recorder().isFrozen()) {
            fleet.tally.resumed++;
        }
    }

    void onMoved() {
        if (reconnection.isConnected()) {
            radioTime.moved();
        }
    }

    RadioTime radioTime() {
        return radioTime;
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        parts.recorder().atDevice(message.data(), number(), message.retain(), nowNanos);
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        readings.acked(token, nowNanos);
        answered();
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        parts.recorder().rejected(readings.ledger(token));
        troubles.refused();
        boolean isForgotten = code.equals(ReturnCode.INVALID_TOPIC_ID) && requests.isRegistered(Backlog.stream(token));
        if (isForgotten) {
            onTopicForgotten();
        }
        if (isForgotten || code.isCongestion()) {
            readings.backlog().putBack(token);
        } else {
            parts.recorder().finished(1);
        }
        if (code.isCongestion()) {
            holdUntilNanos = nowNanos + spec.retry().reconnectNanos();
        }
    }

    private void onTopicForgotten() {
        if (spec.sleep() != null || !options.cleanSession()) {
            startedOver();
        }
    }

    @Override
    public void onPublishAbandoned(long token, long nowNanos) {
        parts.recorder().finished(1);
    }

    @Override
    public void onAsleep(long nowNanos) {
        radioTime.sleepGranted();
    }

    @Override
    public void onCollected(long nowNanos) {
        radioTime.sleepGranted();
        answered();
    }

    @Override
    public void onCollectUnanswered(long nowNanos) {
        radioTime.wakeUnanswered();
        if (!parts.recorder().isFrozen()) {
            fleet.tally.wakesUnanswered++;
            troubles.retransmitted();
        }
    }

    @Override
    public void onRetransmitted(SnMessage message, long nowNanos) {
        if (!parts.recorder().isFrozen()) {
            fleet.tally.deviceRetransmissions++;
            parts.recorder().series.count(SeriesBook.Count.DEVICE_RETRANSMISSIONS);
            troubles.retransmitted();
        }
    }

    @Override
    public void onStray(SnMessage message, long nowNanos) {
        if (parts.recorder().isFrozen()) {
            return;
        }
        fleet.tally.strays++;
        if (message instanceof PubAck ack && ack.returnCode().equals(ReturnCode.INVALID_TOPIC_ID) && ack.msgId() == 0) {
            onTopicForgotten();
        }
    }
}
