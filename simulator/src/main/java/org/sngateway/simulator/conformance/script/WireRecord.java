package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillTopicResp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What all datagrams of the gateway in one run have in common. Safe for all threads. */
public final class WireRecord {
    private static final int EXAMPLES_MAX = 10;

    /** What must not happen, whatever the test. */
    public enum Fault {
        MALFORMED,
        LONG_FORM_FOR_SHORT_MESSAGE,
        RESERVED_RETURN_CODE,
        UNUSED_FLAG_SET,
        RESERVED_TOPIC_ID,
        MESSAGE_ID_IN_QOS_0,
        QOS_MINUS_ONE_TO_DEVICE,
        CLIENT_ID_OR_DURATION_FROM_GATEWAY
    }

    private final Map<Fault, List<String>> faults = new EnumMap<>(Fault.class);
    private long datagrams;

    /** @param message what it decodes to, or {@code null} */
    synchronized void onReceived(byte[] octets, @Nullable SnMessage message) {
        datagrams++;
        if (message == null) {
            add(Fault.MALFORMED, octets);
            return;
        }
        int flags = flagsNotOf(message, octets);
        report(flags != 0, Fault.UNUSED_FLAG_SET, octets);
        report((octets[0] & 0xFF) == 0x01 && octets.length - 2 <= 0xFF, Fault.LONG_FORM_FOR_SHORT_MESSAGE, octets);
        ReturnCode code = code(message);
        report(code != null && code.value() > 3, Fault.RESERVED_RETURN_CODE, octets);
        int assigned = assigned(message);
        report(assigned == 0 || assigned == 0xFFFF, Fault.RESERVED_TOPIC_ID, octets);
        if (message instanceof Publish publish) {
            report(publish.qos() == Qos.ZERO && publish.msgId() != 0, Fault.MESSAGE_ID_IN_QOS_0, octets);
            report(publish.qos() == Qos.MINUS_ONE, Fault.QOS_MINUS_ONE_TO_DEVICE, octets);
        }
        report(
                message instanceof PingReq ping && !ping.clientId().isEmpty()
                        || message instanceof Disconnect disconnect && disconnect.hasDuration(),
                Fault.CLIENT_ID_OR_DURATION_FROM_GATEWAY,
                octets);
    }

    /** The bits of the Flags octet that mean nothing in this message (MQTT-SN 1.2 s.5.3.4). */
    private static int flagsNotOf(SnMessage message, byte[] octets) {
        int start = (octets[0] & 0xFF) == 0x01 ? 4 : 2;
        if (message instanceof SubAck) {
            return octets[start] & ~0x60;
        }
        return message instanceof Publish ? octets[start] & 0x0C : 0;
    }

    private static @Nullable ReturnCode code(SnMessage message) {
        if (message instanceof ConnAck ack) {
            return ack.returnCode();
        }
        if (message instanceof RegAck ack) {
            return ack.returnCode();
        }
        if (message instanceof PubAck ack) {
            return ack.returnCode();
        }
        if (message instanceof SubAck ack) {
            return ack.returnCode();
        }
        if (message instanceof WillTopicResp response) {
            return response.returnCode();
        }
        return message instanceof WillMsgResp response ? response.returnCode() : null;
    }

    /** The topic id that this message assigns or uses, or -1. */
    private static int assigned(SnMessage message) {
        if (message instanceof Register register) {
            return register.topicId();
        }
        if (message instanceof RegAck ack && ack.returnCode().isAccepted()) {
            return ack.topicId();
        }
        if (message instanceof Publish publish && publish.topic() instanceof TopicRef.Normal normal) {
            return normal.id();
        }
        boolean isGrant = message instanceof SubAck ack && ack.returnCode().isAccepted() && ack.topicId() == 0xFFFF;
        return isGrant ? 0xFFFF : -1;
    }

    private void report(boolean isFault, Fault fault, byte[] octets) {
        if (isFault) {
            add(fault, octets);
        }
    }

    private void add(Fault fault, byte[] octets) {
        List<String> examples = faults.computeIfAbsent(fault, key -> new ArrayList<>());
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(Trace.hex(octets));
        }
    }

    /** Datagrams that show this fault; some of them when there are many. */
    public synchronized List<String> examples(Fault fault) {
        return List.copyOf(faults.getOrDefault(fault, List.of()));
    }

    public synchronized long datagrams() {
        return datagrams;
    }
}
