package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.simulator.world.WorldEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * S5: a sleeping device is sent nothing but answers to what it sent itself since it said good night (SN12-SLP-02; requests of
 * a sleeper are served, SN12-AMB-30, however long the broker takes). DISCONNECT, which answers anything from somebody
 * unknown, has to come at once.
 */
public final class SleepersHearNothing implements Invariant {
    private static final int REQUESTS_MAX = 64;

    private final SleepView view = new SleepView();
    private final Map<String, List<Request>> requests = new HashMap<>();

    /** What a device sent, by the answer that it asks for; {@code msgId} 0 where it has none. */
    private record Request(@Nullable MessageType answer, int msgId, long atNanos) {}

    @Override
    public String id() {
        return "S5";
    }

    @Override
    public String statement() {
        return "a sleeping device is sent nothing but answers to what it sends";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        String wrong = null;
        if (event instanceof WorldEvent.GatewayReceived received && received.device() != null) {
            note(received.device(), received.message(), nowNanos);
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.device() != null) {
            SleepView.Sleeper sleeper = view.of(sent.device());
            if (sleeper.isAsleep(nowNanos) && !isAllowed(sent.device(), sleeper, sent.message(), nowNanos)) {
                wrong = sent.device() + " sleeps and was sent " + sent.message();
            }
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            requests.clear();
        }
        view.on(event, nowNanos);
        return wrong;
    }

    private void note(String device, SnMessage message, long nowNanos) {
        List<Request> known = requests.computeIfAbsent(device, d -> new ArrayList<>());
        if (known.size() == REQUESTS_MAX) {
            known.remove(0);
        }
        known.add(new Request(answerTo(message), msgIdOf(message), nowNanos));
        if (message instanceof Publish publish && publish.msgId() != 0) {
            // Refused by PUBACK at any level, accepted at level 2 by PUBREC.
            known.add(new Request(MessageType.PUBREC, publish.msgId(), nowNanos));
        }
    }

    private boolean isAllowed(String device, SleepView.Sleeper sleeper, SnMessage message, long nowNanos) {
        if (message instanceof Advertise || message instanceof GwInfo) {
            return true;
        }
        boolean goodbye = sleeper.goodbye && message instanceof Disconnect;
        for (Request request : requests.getOrDefault(device, List.of())) {
            boolean lately = nowNanos - request.atNanos() < SleepView.HELD_NANOS;
            if (message instanceof Disconnect ? goodbye || lately : isAnsweredBy(request, sleeper, message)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnsweredBy(Request request, SleepView.Sleeper sleeper, SnMessage message) {
        return request.answer() == message.type()
                && request.msgId() == msgIdOf(message)
                && request.atNanos() >= sleeper.goodnightNanos;
    }

    private static @Nullable MessageType answerTo(SnMessage message) {
        return switch (message.type()) {
            case PUBLISH -> MessageType.PUBACK;
            case PUBREL -> MessageType.PUBCOMP;
            case PUBREC -> MessageType.PUBREL;
            case REGISTER -> MessageType.REGACK;
            case SUBSCRIBE -> MessageType.SUBACK;
            case UNSUBSCRIBE -> MessageType.UNSUBACK;
            case WILLTOPICUPD -> MessageType.WILLTOPICRESP;
            case WILLMSGUPD -> MessageType.WILLMSGRESP;
            case PINGREQ -> MessageType.PINGRESP;
            default -> null;
        };
    }

    private static int msgIdOf(SnMessage message) {
        if (message instanceof Publish m) {
            return m.msgId();
        } else if (message instanceof PubAck m) {
            return m.msgId();
        } else if (message instanceof PubRec m) {
            return m.msgId();
        } else if (message instanceof PubRel m) {
            return m.msgId();
        } else if (message instanceof PubComp m) {
            return m.msgId();
        } else if (message instanceof Register m) {
            return m.msgId();
        } else if (message instanceof RegAck m) {
            return m.msgId();
        } else if (message instanceof Subscribe m) {
            return m.msgId();
        } else if (message instanceof SubAck m) {
            return m.msgId();
        } else if (message instanceof Unsubscribe m) {
            return m.msgId();
        } else if (message instanceof UnsubAck m) {
            return m.msgId();
        }
        return 0;
    }
}
