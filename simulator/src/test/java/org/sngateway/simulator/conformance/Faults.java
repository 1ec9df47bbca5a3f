package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The faults that the tester is tested with, each with the tests that must find it. */
final class Faults {
    private static final int COPY_MSG_ID = 0x7ABC;

    /**
     * One fault.
     *
     * @param caughtBy tests that must not pass
     * @param mayAlsoCatch patterns of tests that need not pass, because the fault is in what they do on the way
     */
    record Kind(String name, Supplier<Fault> fault, List<String> caughtBy, List<String> mayAlsoCatch) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Faults() {}

    static Kind kind(String name, Supplier<Fault> fault, String caughtBy, String mayAlsoCatch) {
        return new Kind(name, fault, words(caughtBy), words(mayAlsoCatch));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    static List<Kind> all() {
        List<Kind> all = new ArrayList<>();
        all.addAll(ofExchanges());
        all.addAll(ofDeliveries());
        all.addAll(ofSessions());
        all.addAll(ForgetfulFaults.all());
        return all;
    }

    private static List<Kind> ofExchanges() {
        return List.of(
                kind(
                        "swallows UNSUBACK",
                        () -> answers(UnsubAck.class, m -> null),
                        "SUB-14 SUB-15 SUB-16 SUB-18 RTY-03",
                        "SUB-29"),
                kind(
                        "wrong message id in PUBACK",
                        Faults::wrongMsgId,
                        "PUB-02 PUB-04 PUB-10 PUB-18 RTY-04 CON-58",
                        "PUB-* FMT-* REG-* RTY-*"),
                kind(
                        "wrong topic id in PUBACK",
                        Faults::wrongTopicId,
                        "PUB-02 PUB-04 PUB-10 PUB-18 RTY-04 CON-58",
                        "PUB-* FMT-* REG-* RTY-*"),
                kind(
                        "wrong message id in SUBACK",
                        Faults::wrongSubAck,
                        "SUB-01 SUB-03 SUB-30 FMT-04 PUB-27 PUB-28",
                        "SUB-*"),
                kind(
                        "PINGRESP before what waits",
                        EarlyPingResp::new,
                        "SLP-03 SLP-04 SLP-06 SLP-08 SLP-09 SLP-12",
                        "SLP-* SES-14 SEC-08"),
                kind(
                        "forgets the Will",
                        ForgottenWill::new,
                        "CON-40 CON-44 CON-45 CON-51 SLP-40 SLP-45 SEC-09",
                        "CON-27 CON-28 CON-4* CON-5* SEC-10"),
                kind(
                        "repeats nothing",
                        NoRepetitions::new,
                        "RTY-20 RTY-21 RTY-22 SLP-12 SLP-20",
                        "REG-17 SLP-26 SLP-28"),
                kind(
                        "ignores repeated requests",
                        DeafToRepetitions::new,
                        "RTY-01 RTY-02 RTY-03 RTY-04 RTY-05 RTY-06 RTY-07 RTY-09 RTY-10 RTY-11 CON-05 CON-06 CON-07 CON-08",
                        "RTY-12 RTY-13 PUB-22 SLP-14"),
                kind("delivers to the old address", OldAddress::new, "SES-07", "SES-16"),
                kind("changes the order of messages", Reordered::new, "PUB-17 PUB-47 SLP-06 SLP-18", ""));
    }

    private static List<Kind> ofDeliveries() {
        return List.of(
                kind(
                        "publishes QoS 2 twice",
                        () -> new Copies(false),
                        "PUB-03 PUB-22 PUB-35 RTY-05 RTY-06 RTY-07 SES-15",
                        "PUB-16"),
                kind("publishes a repeated QoS 2 message again", () -> new Copies(true), "RTY-05 RTY-06", ""),
                kind("strips the retain flag", () -> answers(Publish.class, Faults::notRetained), "PUB-45", ""),
                kind(
                        "reserved return codes",
                        () -> answers(PubAck.class, Faults::reservedCode),
                        "PUB-04 PUB-05 PUB-06 PUB-07 PUB-08 REG-05 REG-12 FMT-91",
                        "REG-22"),
                kind(
                        "silent about QoS 0 with an unknown topic id",
                        () -> answers(PubAck.class, m -> m.msgId() == 0 ? null : m),
                        "PUB-05",
                        "PUB-20"),
                kind("talks to sleepers", TalksToSleepers::new, "SLP-02 SLP-05 SLP-10", "SLP-* RTY-10 SES-14 SEC-08"),
                kind("long form for short answers", LongConnAck::new, "FMT-93", ""),
                kind(
                        "octets after the end of WILLTOPICRESP",
                        () -> raw(WillTopicResp.class, o -> Arrays.copyOf(o, o.length + 1)),
                        "FMT-90 CON-47 CON-49 RTY-11",
                        "CON-50"),
                kind(
                        "Duration in the gateway's DISCONNECT",
                        DisconnectWithDuration::new,
                        "SLP-01 SLP-44 SLP-45 RTY-10 FMT-97",
                        ""),
                kind(
                        "PUBLISH before REGACK",
                        PublishBeforeRegAck::new,
                        "REG-13 REG-14",
                        "REG-15 REG-16 REG-17 RTY-21 RTY-28"));
    }

    private static List<Kind> ofSessions() {
        return List.of(
                kind("answers to the wrong node", WrongNode::new, "FWD-01", "FWD-*"),
                kind(
                        "takes any ProtocolId",
                        () -> requests(
                                Connect.class,
                                m -> new Connect(m.will(), m.cleanSession(), 1, m.durationSeconds(), m.clientId())),
                        "CON-09",
                        ""),
                kind(
                        "never cleans a session",
                        () -> requests(Connect.class, m -> connect(m, false, m.durationSeconds())),
                        "SES-03 SES-04 SES-06 SES-18 CON-52 REG-22",
                        "CON-13"),
                kind(
                        "cleans every session",
                        () -> requests(Connect.class, m -> connect(m, true, m.durationSeconds())),
                        "SES-01 SES-02 SES-17 CON-51 REG-20 REG-21",
                        "SES-* CON-29 CON-5* SLP-13 SLP-14 SLP-47"),
                kind(
                        "supervises no keep-alive",
                        () -> requests(Connect.class, m -> connect(m, m.cleanSession(), 600)),
                        "CON-24 CON-40 CON-44 SEC-09",
                        "CON-4* CON-5* SEC-10"),
                kind(
                        "loses devices too early",
                        TooEarly::new,
                        "CON-23 CON-25 CON-41 SLP-41 SLP-48",
                        "CON-* SLP-4* DIS-06 SES-17"),
                kind("drops QoS 0 for sleepers", DropsForSleepers::new, "SLP-07", ""),
                kind(
                        "cuts long messages",
                        () -> requests(Publish.class, Faults::cut),
                        "FMT-07 FMT-08 FMT-09 FMT-12",
                        ""),
                kind(
                        "GWINFO larger than SEARCHGW",
                        () -> answers(GwInfo.class, m -> new GwInfo(m.gwId(), Octets.copyOf(new byte[20]))),
                        "DIS-02 SEC-01",
                        ""),
                kind("answers DISCONNECT of strangers", BouncesDisconnects::new, "SEC-02", "CON-17"));
    }

    // tools

    static @Nullable SnMessage decode(byte[] octets) {
        return SnDecoder.decode(octets) instanceof DecodeResult.Decoded decoded ? decoded.message() : null;
    }

    /** Changes, or with {@code null} swallows, one kind of the gateway's messages. */
    private static <M extends SnMessage> Fault answers(Class<M> kind, Function<M, @Nullable SnMessage> change) {
        return new Fault() {
            @Override
            public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
                SnMessage message = decode(octets);
                if (!kind.isInstance(message)) {
                    lane.toDevice(octets);
                    return;
                }
                SnMessage changed = change.apply(kind.cast(message));
                if (changed != null) {
                    lane.toDevice(SnEncoder.encode(changed));
                }
            }
        };
    }

    private static <M extends SnMessage> Fault raw(Class<M> kind, Function<byte[], byte[]> change) {
        return new Fault() {
            @Override
            public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
                lane.toDevice(kind.isInstance(decode(octets)) ? change.apply(octets) : octets);
            }
        };
    }

    /** Changes one kind of the devices' messages. */
    private static <M extends SnMessage> Fault requests(Class<M> kind, Function<M, SnMessage> change) {
        return new Fault() {
            @Override
            public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
                SnMessage message = decode(octets);
                lane.toGateway(kind.isInstance(message) ? SnEncoder.encode(change.apply(kind.cast(message))) : octets);
            }
        };
    }

    private static String key(SnMessage message, byte[] octets) {
        byte[] key = octets.clone();
        if (message instanceof Publish || message instanceof Subscribe) {
            key[2] &= 0x7F;
        }
        return HexFormat.of().formatHex(key);
    }

    // faults

    private static Fault wrongMsgId() {
        return answers(PubAck.class, m -> new PubAck(m.topicId(), m.msgId() ^ 0x0100, m.returnCode()));
    }

    private static Fault wrongTopicId() {
        return answers(PubAck.class, m -> new PubAck(m.topicId() ^ 1, m.msgId(), m.returnCode()));
    }

    private static Fault wrongSubAck() {
        return answers(SubAck.class, m -> new SubAck(m.qos(), m.topicId(), m.msgId() ^ 0x0100, m.returnCode()));
    }

    private static SnMessage notRetained(Publish m) {
        return new Publish(m.dup(), m.qos(), false, m.topic(), m.msgId(), m.data());
    }

    private static SnMessage reservedCode(PubAck m) {
        return m.returnCode().value() == 2 ? new PubAck(m.topicId(), m.msgId(), ReturnCode.of(0x80)) : m;
    }

    private static SnMessage connect(Connect m, boolean clean, int keepAlive) {
        return new Connect(m.will(), clean, m.protocolId(), keepAlive, m.clientId());
    }

    private static SnMessage cut(Publish m) {
        byte[] data = m.data().toByteArray();
        return new Publish(
                m.dup(), m.qos(), m.retain(), m.topic(), m.msgId(), Octets.copyOf(data, 0, Math.min(200, data.length)));
    }

    private static final class EarlyPingResp implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            lane.toGateway(octets);
            if (decode(octets) instanceof PingReq ping && !ping.clientId().isEmpty()) {
                lane.count++;
                lane.toDevice(SnEncoder.encode(new PingResp()));
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof PingResp && lane.count > 0) {
                lane.count--;
            } else {
                lane.toDevice(octets);
            }
        }
    }

    /** Tells the gateway that there is no Will, and plays the rest of the handshake itself. */
    private static final class ForgottenWill implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message instanceof WillTopic topic && !topic.topic().isEmpty()) {
                if (lane.note.equals("asked")) {
                    lane.toDevice(SnEncoder.encode(new WillMsgReq()));
                } else {
                    lane.note = "topic";
                    lane.toGateway(SnEncoder.encode(WillTopic.EMPTY));
                }
            } else if (message instanceof WillMsg) {
                lane.note = "done";
                lane.toDevice(SnEncoder.encode(new ConnAck(ReturnCode.ACCEPTED)));
            } else {
                lane.toGateway(octets);
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof ConnAck && lane.note.equals("topic")) {
                lane.note = "asked";
                lane.toDevice(SnEncoder.encode(new WillMsgReq()));
            } else {
                lane.toDevice(octets);
            }
        }
    }

    private static final class NoRepetitions implements Fault {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            boolean isRequest = message instanceof Register || message instanceof PubRel;
            boolean isRepetition = message instanceof Publish publish && publish.dup()
                    || isRequest && !lane.seen.add(HexFormat.of().formatHex(octets));
            if (!isRepetition) {
                lane.toDevice(octets);
            }
        }
    }

    private static final class DeafToRepetitions implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message == null || !isRequest(message)) {
                lane.toGateway(octets);
                return;
            }
            String key = key(message, octets);
            if (lane.seen.contains(key)) {
                return;
            }
            if (message instanceof Disconnect disconnect && !disconnect.hasDuration()) {
                lane.seen.clear();
            }
            lane.seen.add(key);
            lane.toGateway(octets);
            if (message instanceof Connect) {
                lane.seen.remove(HexFormat.of().formatHex(SnEncoder.encode(Disconnect.PLAIN)));
            }
        }

        private static boolean isRequest(SnMessage message) {
            return message instanceof Connect
                    || message instanceof WillTopic
                    || message instanceof WillMsg
                    || message instanceof Register
                    || message instanceof Subscribe
                    || message instanceof Unsubscribe
                    || message instanceof PubRel
                    || message instanceof WillTopicUpd
                    || message instanceof WillMsgUpd
                    || message instanceof Disconnect
                    || message instanceof Publish publish && publish.qos().isAcknowledged();
        }
    }

    private static final class OldAddress implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Connect connect && !connect.clientId().isEmpty()) {
                lane.note = connect.clientId().toString();
                lane.lanesByName().putIfAbsent(lane.note, lane);
            }
            lane.toGateway(octets);
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            boolean isDelivery = message instanceof Publish || message instanceof Register;
            FaultyProxy.Lane old = lane.lanesByName().getOrDefault(lane.note, lane);
            (isDelivery ? old : lane).toDevice(octets);
        }
    }

    /** The first two of a row of messages change places. */
    private static final class Reordered implements Fault {
        private static byte[] swapped(byte[] octets) {
            if (!(decode(octets) instanceof Publish m)
                    || m.data().length() != 2
                    || m.data().at(0) != 'm') {
                return octets;
            }
            int digit = m.data().at(1);
            int other = digit == '0' ? '1' : digit == '1' ? '0' : digit;
            Octets data = Octets.copyOf(new byte[] {'m', (byte) other});
            return SnEncoder.encode(new Publish(m.dup(), m.qos(), m.retain(), m.topic(), m.msgId(), data));
        }

        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            lane.toGateway(swapped(octets));
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            lane.toDevice(swapped(octets));
        }
    }

    /** Publishes QoS 2 messages a second time: all, or those that the device repeats. */
    private static final class Copies implements Fault {
        private final boolean onlyRepeated;

        Copies(boolean onlyRepeated) {
            this.onlyRepeated = onlyRepeated;
        }

        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            lane.toGateway(octets);
            if (decode(octets) instanceof Publish m
                    && m.qos() == Qos.TWO
                    && (!lane.seen.add(key(m, octets)) || !onlyRepeated)) {
                lane.toGateway(
                        SnEncoder.encode(new Publish(false, Qos.ONE, m.retain(), m.topic(), COPY_MSG_ID, m.data())));
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (!(decode(octets) instanceof PubAck ack && ack.msgId() == COPY_MSG_ID)) {
                lane.toDevice(octets);
            }
        }
    }

    /** Notices when a device goes to sleep. */
    private abstract static class Sleep implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message instanceof Disconnect disconnect) {
                lane.note = disconnect.durationSeconds() > 0 ? "sleep" : "";
            } else if (message instanceof Connect) {
                lane.note = "";
            }
            lane.toGateway(octets);
        }
    }

    private static final class TalksToSleepers extends Sleep {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            lane.toDevice(octets);
            if (lane.note.equals("sleep") && decode(octets) instanceof Disconnect) {
                lane.toDevice(HexFormat.of().parseHex("0b0c00040100007073737421".substring(0, 22)));
            }
        }
    }

    private static final class DisconnectWithDuration extends Sleep {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            boolean isAnswer = lane.note.equals("sleep") && decode(octets) instanceof Disconnect;
            lane.toDevice(isAnswer ? SnEncoder.encode(new Disconnect(60)) : octets);
        }
    }

    private static final class DropsForSleepers extends Sleep {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            boolean isDropped = lane.note.equals("sleep") && decode(octets) instanceof Publish m && m.qos() == Qos.ZERO;
            if (!isDropped) {
                lane.toDevice(octets);
            }
        }
    }

    private static final class LongConnAck implements Fault {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            lane.toDevice(decode(octets) instanceof ConnAck ? new byte[] {1, 0, 5, 5, octets[2]} : octets);
        }
    }

    private static final class PublishBeforeRegAck implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (!(decode(octets) instanceof RegAck)) {
                lane.toGateway(octets);
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            lane.toDevice(octets);
            if (decode(octets) instanceof Register m) {
                lane.toGateway(SnEncoder.encode(new RegAck(m.topicId(), m.msgId(), ReturnCode.ACCEPTED)));
            }
        }
    }

    private static final class WrongNode implements Fault {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (octets.length > 4 && (octets[1] & 0xFF) == 0xFE && octets[0] > 3) {
                octets[octets[0] - 1] ^= 0x40;
            }
            lane.toDevice(octets);
        }
    }

    private static final class TooEarly implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            byte[] changed = octets;
            if (message instanceof Connect m && m.durationSeconds() > 0) {
                int third = Math.max(1, m.durationSeconds() / 3);
                changed =
                        SnEncoder.encode(new Connect(m.will(), m.cleanSession(), m.protocolId(), third, m.clientId()));
            } else if (message instanceof Disconnect m && m.durationSeconds() > 0) {
                changed = SnEncoder.encode(new Disconnect(Math.max(1, m.durationSeconds() / 3)));
            }
            lane.toGateway(changed);
        }
    }

    private static final class BouncesDisconnects implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            lane.count += message instanceof Connect ? 1 : 0;
            if (message instanceof Disconnect && lane.count == 0) {
                lane.toDevice(SnEncoder.encode(Disconnect.PLAIN));
            }
            lane.toGateway(octets);
        }
    }
}
