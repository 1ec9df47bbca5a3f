package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StoredCommand;

import java.util.List;

/**
 * One device's messages on their way down (MQTT-SN 1.2 s.6.10, 6.14; SN12-PUBG, SN12-SLP). One at a time: REGISTER when
 * the device does not know the id, PUBLISH, its answer, the next. The broker is acknowledged only when the device has
 * the message, or when it is given up for a stated reason. While the device sleeps everything rests.
 */
final class DownlinkPublishes {

    /** What the device is being waited for. */
    private enum Step {
        REGACK,
        PUBACK,
        PUBREC,
        PUBCOMP
    }

    /** When to look again whether the store has caught up: it commits every few milliseconds. */
    private static final long CROWDED_PAUSE_NANOS = 100_000_000L;

    /** After a restart, until the first message goes out: the sockets are opened meanwhile. */
    private static final long RESTORED_PAUSE_NANOS = 1_000_000_000L;

    // configuration
    private final EngineContext context;
    private final Session session;

    // lives as long as the session
    private final DownlinkQueue queue;
    private final SleepBuffer buffer;
    private final DownlinkOutcomes outcomes;
    private final MessageIds msgIds;
    private final Retransmission sent;
    private @Nullable DownlinkItem current;
    private Step step = Step.PUBACK;
    private TopicRegistry.@Nullable Entry registering;
    private int registerMsgId;
    private int releasedMsgId;
    /** Wakes in which the device was sent PUBREL in vain. */
    private int releasesInVain;

    // lives as long as a wake or a connection
    private long pausedUntilNanos = Timed.NEVER;
    /** How long the head waits for the SUBACK that has to come first (SN12-SUB-13), or for the store. */
    private long heldUntilNanos = Timed.NEVER;

    private int deliveredThisWake;

    DownlinkPublishes(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
        this.msgIds = new MessageIds(session.journal(), context.lastMsgId());
        this.queue = new DownlinkQueue(context, session);
        this.buffer = queue.buffer();
        this.outcomes = queue.outcomes();
        this.sent = new Retransmission(context, session);
    }

    /** Other limits; what waits goes on waiting. */
    void renew() {
        queue.renew();
    }

    /** A message from the broker. */
    void onArrived(Delivery delivery, long nowNanos) {
        queue.onArrived(delivery, current, nowNanos);
        drain(nowNanos);
    }

    /** A message id for a command that is stored with it: no other message is sent under it meanwhile. */
    int nextMsgId() {
        int id = msgIds.next(0);
        while (queue.isReserved(id)) {
            id = msgIds.next(0);
        }
        return id;
    }

    /** Takes a message out, in flight or not, and says why. */
    void take(DownlinkItem item, DropReason reason) {
        if (item == current) {
            current = null;
            sent.rest();
        }
        buffer.remove(item);
        outcomes.givenUp(item, reason);
    }

    /** Takes out what was not sent yet, and the rest as well unless that is to be kept; returns how many. */
    int flush(boolean keepInFlight) {
        int count = 0;
        for (DownlinkItem item : buffer.copy()) {
            if (!keepInFlight || item != current && !item.wasSent()) {
                take(item, DropReason.DOWNLINK_DISCARDED);
                count++;
            }
        }
        return count;
    }

    DownlinkQueue queue() {
        return queue;
    }

    /** The commands that an earlier process had not delivered. A device that is there gets them soon, not while we start. */
    void restore(List<StoredCommand> commands, long nowNanos) {
        queue.restore(commands);
        if (!commands.isEmpty()) {
            heldUntilNanos = nowNanos + RESTORED_PAUSE_NANOS;
        }
    }

    /** The message that is under way, also while it rests. */
    @Nullable
    DownlinkItem inFlight() {
        return current;
    }

    /** Sends what may be sent now; when the device is awake and there is nothing more, ends its wake. */
    void drain(long nowNanos) {
        while (!isWaiting() && session.mayDeliver() && pausedUntilNanos == Timed.NEVER && !isWakeUsedUp()) {
            DownlinkItem head = buffer.head();
            if (head == null) {
                break;
            }
            heldUntilNanos = session.journal().isCrowded()
                    ? nowNanos + CROWDED_PAUSE_NANOS
                    : session.subscribing().waitsUntilNanos(head.delivery.topic(), nowNanos);
            if (heldUntilNanos != Timed.NEVER) {
                break;
            }
            start(head, nowNanos);
        }
        if (!isWaiting() && (buffer.isEmpty() || isWakeUsedUp() || pausedUntilNanos != Timed.NEVER)) {
            onDrained(nowNanos);
        }
    }

    private void onDrained(long nowNanos) {
        queue.onDrained();
        session.sleep().onDrained(nowNanos);
    }

    private boolean isWakeUsedUp() {
        int max = context.options.sleep().messagesPerWakeMax();
        return max > 0 && session.isAwake() && deliveredThisWake >= max;
    }

    private void start(DownlinkItem head, long nowNanos) {
        Delivery delivery = head.delivery;
        if (head.isExpired(nowNanos)) {
            giveUpHead(DropReason.DOWNLINK_EXPIRED);
            return;
        }
        if (isAskedForInVain(head)) {
            giveUpHead(DropReason.DOWNLINK_UNANSWERED);
            return;
        }
        if (session.topics().isSuppressed(delivery.topic())) {
            giveUpHead(DropReason.DOWNLINK_REFUSED);
            return;
        }
        DownlinkAddress.Choice choice = DownlinkAddress.of(head, session);
        if (choice.topic() != null) {
            publish(head, choice.topic(), nowNanos);
        } else if (choice.unconfirmed() != null) {
            register(head, choice.unconfirmed(), nowNanos);
        } else {
            giveUpHead(DropReason.DOWNLINK_NO_TOPIC_ID);
        }
    }

    private boolean isAskedForInVain(DownlinkItem item) {
        return item.wakesInVain >= context.options.sleep().wakesMax();
    }

    private void register(DownlinkItem head, TopicRegistry.Entry entry, long nowNanos) {
        registerMsgId = nextMsgId();
        Register register = new Register(entry.id, registerMsgId, Octets.ofUtf8(entry.name));
        if (!fits(register)) {
            giveUpHead(DropReason.DOWNLINK_TOO_LARGE);
            return;
        }
        registering = entry;
        await(head, Step.REGACK, register, nowNanos);
    }

    private void publish(DownlinkItem head, TopicRef topic, long nowNanos) {
        Delivery delivery = head.delivery;
        boolean acknowledged = delivery.qos().isAcknowledged();
        boolean repeated = head.wasSent();
        if (acknowledged && head.msgId == 0) {
            head.msgId = nextMsgId();
        }
        Publish publish = new Publish(
                repeated && session.profile().dupAllowed(),
                delivery.qos(),
                delivery.retain(),
                topic,
                acknowledged ? head.msgId : 0,
                delivery.payload());
        if (!fits(publish)) {
            giveUpHead(DropReason.DOWNLINK_TOO_LARGE);
            return;
        }
        if (!repeated) {
            session.traffic.publishesDown++;
            context.observer.published(session.clientId(), Direction.DOWNLINK, publish);
        }
        head.sent = true;
        head.attempts++;
        if (acknowledged) {
            await(head, delivery.qos() == Qos.ONE ? Step.PUBACK : Step.PUBREC, publish, nowNanos);
        } else {
            buffer.removeHead();
            deliveredThisWake++;
            outcomes.delivered(head, nowNanos);
            session.send(publish, head.expiresNanos);
        }
    }

    private boolean fits(SnMessage message) {
        return SnEncoder.encodedLength(message) <= session.profile().packetOctetsMax();
    }

    /** Starts a round: sends {@code message} for {@code item} and waits for the answer. */
    private void await(@Nullable DownlinkItem item, Step newStep, SnMessage message, long nowNanos) {
        current = item;
        step = newStep;
        sent.start(message, item == null ? Timed.NEVER : item.expiresNanos, nowNanos);
    }

    /** Another transmission of the message under way, if it is one. */
    private void countAttempt() {
        if (current != null && step != Step.REGACK) {
            current.attempts++;
        }
    }

    /** Something valid arrived, not processed yet: the device is alive. */
    void onHeard() {
        sent.onHeard();
    }

    /** What arrived is processed: a message that was rested because nothing at all was heard goes on. */
    void goOnIfRested(long nowNanos) {
        expire(nowNanos);
        if (isWaiting() && sent.isResting() && session.mayDeliver()) {
            countAttempt();
            sent.goOn(nowNanos);
        }
    }

    private boolean isWaiting() {
        return current != null || releasedMsgId != 0;
    }

    long nextDeadlineNanos() {
        long ofSending = Math.min(sent.deadlineNanos(), Math.min(pausedUntilNanos, heldUntilNanos));
        return Math.min(ofSending, buffer.soonestExpiryNanos());
    }

    void onTime(long nowNanos) {
        expire(nowNanos);
        if (nowNanos >= pausedUntilNanos) {
            pausedUntilNanos = Timed.NEVER;
            drain(nowNanos);
        }
        if (nowNanos >= heldUntilNanos) {
            heldUntilNanos = Timed.NEVER;
            drain(nowNanos);
        }
        if (nowNanos < sent.deadlineNanos()) {
            return;
        }
        if (!session.mayDeliver()) {
            // Lost, or connecting anew: what is under way rests until the device is back.
            sent.rest();
            return;
        }
        if (!sent.isExhausted()) {
            countAttempt();
            sent.repeat(nowNanos);
            return;
        }
        context.observer.retriesExhausted(session.clientId());
        if (session.isAwake()) {
            session.sleep().fallAsleepUnanswered(nowNanos);
            return;
        }
        sent.rest();
        if (sent.wasHeard()) {
            giveUpUnanswered(nowNanos);
        }
        // Otherwise nothing at all was heard: wait for the device, or for its keep-alive to run out (SN12-TMR-05).
    }

    private void expire(long nowNanos) {
        List<DownlinkItem> expired = buffer.expired(nowNanos);
        if (!expired.isEmpty()) {
            expired.forEach(item -> take(item, DropReason.DOWNLINK_EXPIRED));
            drain(nowNanos);
        }
    }

    private void giveUpUnanswered(long nowNanos) {
        if (step == Step.REGACK && registering != null) {
            session.topics().suppress(registering.name);
        }
        if (releasedMsgId != 0) {
            finishRelease();
        } else {
            giveUpHead(DropReason.DOWNLINK_UNANSWERED);
        }
        drain(nowNanos);
    }

    void onPubAck(PubAck pubAck, long nowNanos) {
        ReturnCode code = pubAck.returnCode();
        DownlinkItem item = sentUnder(pubAck.msgId());
        if (item == null) {
            if (code.equals(ReturnCode.INVALID_TOPIC_ID)) {
                unconfirm(pubAck.topicId());
            }
            return;
        }
        if (code.isAccepted()) {
            if (item.delivery.qos() == Qos.ONE) {
                complete(item, nowNanos);
                drain(nowNanos);
            }
            // QoS 2 is finished by PUBREC only (SN12-AMB-42).
        } else if (code.isCongestion()) {
            pause(nowNanos);
        } else if (code.equals(ReturnCode.INVALID_TOPIC_ID)) {
            repair(item, nowNanos);
        } else {
            giveUpHead(DropReason.DOWNLINK_REFUSED);
            drain(nowNanos);
        }
    }

    /** The head if it was sent under {@code msgId}; the answer may be late, while its id is announced again or it rests. */
    private @Nullable DownlinkItem sentUnder(int msgId) {
        DownlinkItem head = buffer.head();
        return head != null && head.wasSent() && head.msgId == msgId ? head : null;
    }

    /** Announces a normal id again that the device does not know; the other types cannot be repaired. */
    private void repair(DownlinkItem item, long nowNanos) {
        if (current != null && step == Step.REGACK) {
            // That is being done already.
            return;
        }
        boolean normal = sent.message() instanceof Publish publish && publish.topic() instanceof TopicRef.Normal;
        if (!normal || item.repairs >= context.options.timing().retriesMax()) {
            giveUpHead(DropReason.DOWNLINK_REFUSED);
            drain(nowNanos);
            return;
        }
        item.repairs++;
        unconfirm(sent.message() instanceof Publish publish ? publish.topic().wireId() : 0);
        startOver(nowNanos);
    }

    private void unconfirm(int topicId) {
        TopicRegistry.Entry entry = session.topics().byId(topicId);
        if (entry != null) {
            session.topics().confirm(entry, false);
        }
    }

    /** Begins with the head anew: its topic id has to be announced first. */
    private void startOver(long nowNanos) {
        current = null;
        sent.rest();
        drain(nowNanos);
    }

    void onPubRec(PubRec pubRec, long nowNanos) {
        DownlinkItem item = sentUnder(pubRec.msgId());
        if (item == null || item.delivery.qos() != Qos.TWO) {
            session.send(new PubRel(pubRec.msgId()));
            return;
        }
        complete(item, nowNanos);
        registering = null;
        releasedMsgId = pubRec.msgId();
        releasesInVain = 0;
        PubRel pubRel = new PubRel(releasedMsgId);
        if (session.mayDeliver()) {
            await(null, Step.PUBCOMP, pubRel, nowNanos);
        } else {
            // It came late, the device sleeps by now: it hears of it when it wakes (SN12-SLP-02).
            step = Step.PUBCOMP;
            sent.startResting(pubRel);
        }
    }

    void onPubComp(PubComp pubComp, long nowNanos) {
        if (releasedMsgId != 0 && pubComp.msgId() == releasedMsgId) {
            finishRelease();
            drain(nowNanos);
        }
    }

    private void finishRelease() {
        releasedMsgId = 0;
        current = null;
        sent.rest();
        step = Step.PUBACK;
    }

    void onRegAck(RegAck regAck, long nowNanos) {
        TopicRegistry.Entry entry = registering;
        boolean expected = step == Step.REGACK && current != null && regAck.msgId() == registerMsgId;
        if (!expected || entry == null || entry.id != regAck.topicId()) {
            return;
        }
        if (regAck.returnCode().isCongestion()) {
            pause(nowNanos);
            return;
        }
        registering = null;
        if (regAck.returnCode().isAccepted()) {
            session.topics().confirm(entry, true);
            startOver(nowNanos);
            return;
        }
        if (session.subscriptions().get(entry.name) != null) {
            session.subscribing().drop(entry.name);
        } else {
            session.topics().suppress(entry.name);
        }
        giveUpHead(DropReason.DOWNLINK_REFUSED);
        drain(nowNanos);
    }

    /** The device has the message: the broker may forget it. */
    private void complete(DownlinkItem item, long nowNanos) {
        if (current == item && step != Step.REGACK) {
            sent.onAnswered(nowNanos);
        }
        buffer.removeHead();
        deliveredThisWake++;
        current = null;
        sent.rest();
        outcomes.delivered(item, nowNanos);
    }

    private void giveUpHead(DropReason reason) {
        DownlinkItem item = buffer.head();
        current = null;
        sent.rest();
        if (item == null) {
            return;
        }
        buffer.removeHead();
        outcomes.givenUp(item, reason);
    }

    /** The device asked for a rest: nothing more for a while (SN12-PUBG-05, SN12-REG-11). */
    private void pause(long nowNanos) {
        current = null;
        sent.rest();
        pausedUntilNanos = nowNanos + session.backOffNanos();
        drain(nowNanos);
    }

    /** The device goes to sleep: what is under way rests, nothing is sent (SN12-SLP-17). */
    void freeze() {
        if (!sent.isResting()) {
            countInVain();
        }
        sent.rest();
        pausedUntilNanos = Timed.NEVER;
        heldUntilNanos = Timed.NEVER;
        deliveredThisWake = 0;
    }

    /** The device had its chance to answer, and the wake or the connection ends. */
    private void countInVain() {
        if (current != null) {
            current.wakesInVain++;
        } else {
            releasesInVain++;
        }
    }

    /** The device is awake or back: what rested goes on, repeated as such; then the next. */
    void resume(long nowNanos) {
        pausedUntilNanos = Timed.NEVER;
        deliveredThisWake = 0;
        expire(nowNanos);
        boolean inVain = current != null
                ? isAskedForInVain(current)
                : releasedMsgId != 0
                        && releasesInVain >= context.options.sleep().wakesMax();
        if (inVain) {
            giveUpUnanswered(nowNanos);
        } else if (isWaiting()) {
            countAttempt();
            sent.repeatAnew(nowNanos);
        } else {
            drain(nowNanos);
        }
    }

    /** The device asks again while awake: it missed what was sent last (SN12-STA-33). */
    void nudge(long nowNanos) {
        expire(nowNanos);
        if (isWaiting()) {
            countAttempt();
            sent.repeat(nowNanos);
        } else {
            drain(nowNanos);
        }
    }

    /** A new connection that keeps the session: ids have to be announced again before they are used (SN12-TID-05). */
    void onReconnected() {
        freeze();
        registering = null;
        current = null;
    }

    /** The session's end: what is still here is reported; the broker session it came from is gone as well. */
    void clear() {
        queue.clear();
        registering = null;
        finishRelease();
        freeze();
        sent.forget();
    }

    MessageIds msgIds() {
        return msgIds;
    }

    /** Whether there is anything for the device: what decides between PINGRESP and waking up (SN12-STA-24, 25). */
    boolean isIdle() {
        return buffer.isEmpty() && !isWaiting();
    }

    int buffered() {
        return buffer.size();
    }

    int bufferedOctets() {
        return buffer.octets();
    }

    /** What waits, in the order in which it will be sent. */
    Iterable<DownlinkItem> waiting() {
        return buffer.items();
    }

    /** The message that has waited longest. */
    @Nullable
    DownlinkItem oldest() {
        return buffer.head();
    }

    /** The type of the message that the device has not answered, for tests and views. */
    @Nullable
    MessageType awaiting() {
        SnMessage message = sent.message();
        return isWaiting() && message != null ? message.type() : null;
    }
}
