package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlOutcome.Refusal;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.ControlVisitor;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredCommand;

/**
 * One request of an operator to one session. It is answered when what it changed is stored, so that nothing that was
 * confirmed is undone by a crash.
 */
final class SessionControl implements ControlVisitor {
    private static final TopicRef ANY_TOPIC = new TopicRef.Normal(1);

    private final EngineContext context;
    private final Session session;
    private final ControlAnswer answer;
    private final long nowNanos;

    SessionControl(EngineContext context, Session session, ControlAnswer answer, long nowNanos) {
        this.context = context;
        this.session = session;
        this.answer = answer;
        this.nowNanos = nowNanos;
    }

    /** Whether there is a session at all: one that began, and is not over. */
    private static boolean isKnown(Session session) {
        boolean isOver =
                session.isClean() && isGone(session.state()) || session.end().isOver();
        return session.isStorable() && !isOver;
    }

    private static boolean isGone(SessionState state) {
        if (state instanceof SessionState.Connecting attempting) {
            return isGone(attempting.previous());
        }
        return state instanceof SessionState.Disconnected || state instanceof SessionState.Lost;
    }

    static ControlOutcome unknown() {
        return new ControlOutcome.Refused(Refusal.UNKNOWN_CLIENT, "no session is known by this client id");
    }

    private void refuse(Refusal reason, String detail) {
        answer.on(new ControlOutcome.Refused(reason, detail));
    }

    private void answerWhenStored(ControlOutcome outcome) {
        session.journal().whenStored(() -> answer.on(outcome), nowNanos);
    }

    @Override
    public void visit(ControlRequest.Kick request) {
        if (session.end().kick(nowNanos)) {
            answerWhenStored(new ControlOutcome.Done(0));
        } else {
            refuse(Refusal.NOT_CONNECTED, "the client is not connected");
        }
    }

    @Override
    public void visit(ControlRequest.Forget request) {
        int messages = session.downlink().buffered();
        session.end().forget(nowNanos);
        answerWhenStored(new ControlOutcome.Done(messages));
    }

    @Override
    public void visit(ControlRequest.Drop request) {
        DownlinkItem item = request.number() == ControlRequest.Drop.OLDEST
                ? session.downlink().oldest()
                : session.downlink().queue().buffer().find(request.number());
        if (item == null) {
            refuse(Refusal.UNKNOWN_MESSAGE, "no such message waits for the client");
            return;
        }
        session.downlink().take(item, DropReason.DOWNLINK_DISCARDED);
        session.downlink().drain(nowNanos);
        answerWhenStored(new ControlOutcome.Done(1));
    }

    @Override
    public void visit(ControlRequest.Flush request) {
        int messages = session.downlink().flush(request.keepInFlight());
        session.downlink().drain(nowNanos);
        answerWhenStored(new ControlOutcome.Done(messages));
    }

    @Override
    public void visit(ControlRequest.Subscribe request) {
        if (!isKnown(session)) {
            answer.on(unknown());
        } else {
            session.subscribing().subscribeFor(request.filter(), request.qos(), answer, nowNanos);
        }
    }

    @Override
    public void visit(ControlRequest.Unsubscribe request) {
        if (session.subscriptions().get(request.filter()) == null) {
            refuse(Refusal.UNKNOWN_SUBSCRIPTION, "the client has no such subscription");
            return;
        }
        session.subscribing().drop(request.filter());
        answerWhenStored(new ControlOutcome.Done(0));
    }

    @Override
    public void visit(ControlRequest.Publish request) {
        DownlinkCommand command = named(request.command());
        if (!isKnown(session)) {
            answer.on(unknown());
        } else if (command == null) {
            refuse(Refusal.BAD_TOPIC, "no topic is configured under this id for the client");
        } else if (!TopicNames.isName(command.topic())) {
            refuse(Refusal.BAD_TOPIC, "the topic is no legal topic name");
        } else if (!fits(command)) {
            refuse(
                    Refusal.TOO_LARGE,
                    "the message is larger than the client's largest packet (option protocol.max_packet_size)");
        } else if (command.qos().isAcknowledged() && !context.takesPromises()) {
            refuse(Refusal.NOT_STORED, "nothing can be stored at present");
        } else {
            queue(command);
        }
    }

    /** With the name that belongs to its id; {@code null} when none does. */
    private @Nullable DownlinkCommand named(DownlinkCommand command) {
        if (command.predefinedId() == DownlinkCommand.BY_NAME) {
            return command;
        }
        String name = session.predefined().nameOf(command.predefinedId());
        return name == null
                ? null
                : new DownlinkCommand(
                        name,
                        command.predefinedId(),
                        command.payload(),
                        command.qos(),
                        command.retain(),
                        command.expirySeconds(),
                        command.keepLatest(),
                        command.correlation());
    }

    /** Whether the device can be sent it, and told of its topic. */
    private boolean fits(DownlinkCommand command) {
        int octetsMax = session.profile().packetOctetsMax();
        Publish publish =
                new Publish(false, command.qos(), command.retain(), ANY_TOPIC, msgId(command), command.payload());
        Register register = new Register(1, 1, Octets.ofUtf8(command.topic()));
        return SnEncoder.encodedLength(publish) <= octetsMax && SnEncoder.encodedLength(register) <= octetsMax;
    }

    private static int msgId(DownlinkCommand command) {
        return command.qos().isAcknowledged() ? 1 : 0;
    }

    private void queue(DownlinkCommand command) {
        DownlinkPublishes downlink = session.downlink();
        DownlinkQueue queue = downlink.queue();
        int msgId = command.qos() == Qos.TWO ? downlink.nextMsgId() : 0;
        StoredCommand stored = new StoredCommand(queue.nextNumber(), command, msgId, nowNanos);
        DownlinkItem item =
                DownlinkItem.ofCommand(stored, context.options.capacity().bufferAgeNanosMax());
        boolean keepLatest = command.keepLatest() || context.keepsLatest(command.topic());
        if (!queue.hasRoomFor(item, keepLatest, downlink.inFlight())) {
            refuse(
                    Refusal.LIMIT,
                    "the client's queue is full (options sleep.queue.max_messages and sleep.queue.max_bytes)");
        } else if (command.qos().isAcknowledged()) {
            queue.awaitStored(item);
            session.journal().noteAtOnce(new StoreWrite.PutCommand(session.clientId(), stored));
            session.journal()
                    .whenStored(
                            () -> {
                                queue.onStored(item, keepLatest, downlink.inFlight());
                                answer.on(queued(stored, session.journal().isDurable()));
                            },
                            nowNanos);
        } else {
            queue.admit(item, keepLatest, downlink.inFlight());
            answer.on(queued(stored, false));
            downlink.drain(nowNanos);
        }
    }

    private ControlOutcome.Queued queued(StoredCommand command, boolean durable) {
        return new ControlOutcome.Queued(command.number(), command.queuedNanos(), expectedNanos(), durable);
    }

    private long expectedNanos() {
        SessionState state = session.state();
        return state.stored() instanceof SessionState.Asleep
                ? session.keepAlive().expectedNanos(state)
                : ControlOutcome.Queued.UNKNOWN;
    }
}
