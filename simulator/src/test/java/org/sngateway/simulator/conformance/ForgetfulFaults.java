package org.sngateway.simulator.conformance;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.WillTopicReq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.sngateway.simulator.conformance.Faults.decode;
import static org.sngateway.simulator.conformance.Faults.kind;

/** Faults of gateways that forget what they have promised, or remember what is over. */
final class ForgetfulFaults {
    private ForgetfulFaults() {}

    static List<Faults.Kind> all() {
        return List.of(
                kind("acknowledges every fiftieth message and loses it", () -> new LosesSome(50), "PUB-26", "RTY-28"),
                kind(
                        "acknowledges QoS 1 and loses all of it",
                        () -> new LosesSome(1),
                        "PUB-02 PUB-10 PUB-26",
                        "FMT-* CON-* REG-* PUB-* SUB-* SLP-* SES-* RTY-* SEC-*"),
                kind("tells a device no more than four names", FourNames::new, "SUB-33", ""),
                kind("counts clients that have gone", CountsTheGone::new, "SEC-25", ""),
                kind(
                        "goes on with a handshake whatever comes",
                        StubbornHandshake::new,
                        "CON-29 CON-30",
                        "CON-0* CON-2* CON-5* SEC-22"),
                kind("gives predefined ids to those who register the name", PredefinedIds::new, "REG-23", ""),
                kind("drops a PUBLISH while it registers or subscribes", OneAtATime::new, "PUB-27 PUB-28", ""),
                kind("tells requests apart by message id alone", OneIdForAll::new, "PUB-28", ""),
                kind("takes CONNECT for an acknowledgement", AcknowledgedByConnect::new, "SLP-26", "SES-* RTY-* PUB-*"),
                kind("goes on after DISCONNECT", GoesOn::new, "SLP-27", "SES-* RTY-* PUB-* SUB-*"),
                kind("gives a message up with its wake-up", GivesUp::new, "SLP-28", "RTY-* SLP-20"));
    }

    private static SnMessage ackOf(Publish publish) {
        return new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED);
    }

    private static final class LosesSome implements Fault {
        private final int every;

        LosesSome(int every) {
            this.every = every;
        }

        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Publish publish && publish.qos() == Qos.ONE && ++lane.count % every == 0) {
                lane.toDevice(SnEncoder.encode(ackOf(publish)));
            } else {
                lane.toGateway(octets);
            }
        }
    }

    /** From the fifth name on the gateway is made to believe that the device knows it. */
    private static final class FourNames implements Fault {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Register m && ++lane.count > 4) {
                lane.toGateway(SnEncoder.encode(new RegAck(m.topicId(), m.msgId(), ReturnCode.ACCEPTED)));
            } else {
                lane.toDevice(octets);
            }
        }
    }

    /** Has room for 70 clients whose ids begin alike, which are those of one test, and never makes room. */
    private static final class CountsTheGone implements Fault {
        private static final int ROOM = 70;

        private final Map<String, Integer> clients = new HashMap<>();

        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Connect connect && connect.clientId().length() > 11) {
                String start = String.valueOf(connect.clientId().utf8()).substring(0, 11);
                if (clients.merge(start, 1, Integer::sum) > ROOM) {
                    lane.toDevice(SnEncoder.encode(new ConnAck(ReturnCode.CONGESTION)));
                    return;
                }
            }
            lane.toGateway(octets);
        }
    }

    private static final class StubbornHandshake implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Connect && lane.note.equals("open")) {
                lane.toDevice(SnEncoder.encode(new WillTopicReq()));
            } else {
                lane.toGateway(octets);
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message instanceof WillTopicReq) {
                lane.note = "open";
            } else if (message instanceof ConnAck) {
                lane.note = "";
            }
            lane.toDevice(octets);
        }
    }

    /** What EMQX does: REGACK has the predefined id. */
    private static final class PredefinedIds implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Register m) {
                lane.note = String.valueOf(m.topicName().utf8()).startsWith(GatewayUnderTest.OWN_PREFIX)
                        ? "predefined"
                        : "";
            }
            lane.toGateway(octets);
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (lane.note.equals("predefined") && decode(octets) instanceof RegAck ack) {
                lane.toDevice(SnEncoder.encode(new RegAck(GatewayUnderTest.OWN_ID, ack.msgId(), ack.returnCode())));
            } else {
                lane.toDevice(octets);
            }
        }
    }

    /** Drops a PUBLISH while a REGISTER or SUBSCRIBE is open. */
    private static final class OneAtATime implements Fault {
        /** So that what the device sends at the same time is here before the answer. */
        private static final long WAIT_MILLIS = 50;

        private static final String REGISTERED = "registered before";

        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message instanceof Register && lane.note.equals(REGISTERED)) {
                await();
            }
            lane.note = message instanceof Register ? REGISTERED : lane.note;
            lane.count += message instanceof Register || message instanceof Subscribe ? 1 : 0;
            if (!(message instanceof Publish) || lane.count == 0) {
                lane.toGateway(octets);
            }
        }

        private static void await() {
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            lane.count = message instanceof RegAck || message instanceof SubAck ? 0 : lane.count;
            lane.toDevice(octets);
        }
    }

    /** Drops a PUBLISH that has the message id of both the last REGISTER and the last SUBSCRIBE. */
    private static final class OneIdForAll implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            SnMessage message = decode(octets);
            if (message instanceof Register m) {
                lane.note = String.valueOf(m.msgId());
            } else if (message instanceof Subscribe m) {
                lane.note = lane.note.equals(String.valueOf(m.msgId())) ? "both " + m.msgId() : "";
            }
            if (!(message instanceof Publish m && lane.note.equals("both " + m.msgId()))) {
                lane.toGateway(octets);
            }
        }
    }

    /** Remembers what the device has not acknowledged. */
    private abstract static class Outstanding implements Fault {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof PubAck) {
                lane.held = null;
                lane.count = 0;
            }
            lane.toGateway(octets);
        }

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Publish m && m.qos() == Qos.ONE) {
                lane.held = octets;
                lane.count += m.dup() ? 1 : 0;
            }
            lane.toDevice(octets);
        }

        static void acknowledge(FaultyProxy.Lane lane) {
            if (lane.held != null && decode(lane.held) instanceof Publish m) {
                lane.toGateway(SnEncoder.encode(ackOf(m)));
                lane.held = null;
                lane.count = 0;
            }
        }
    }

    private static final class AcknowledgedByConnect extends Outstanding {
        @Override
        public void onDevice(byte[] octets, FaultyProxy.Lane lane) {
            if (decode(octets) instanceof Connect) {
                acknowledge(lane);
            }
            super.onDevice(octets, lane);
        }
    }

    private static final class GoesOn extends Outstanding {
        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            super.onGateway(octets, lane);
            if (lane.held != null && decode(octets) instanceof Disconnect) {
                lane.toDevice(lane.held);
            }
        }
    }

    private static final class GivesUp extends Outstanding {
        private static final int REPETITIONS = 3;

        @Override
        public void onGateway(byte[] octets, FaultyProxy.Lane lane) {
            super.onGateway(octets, lane);
            if (lane.count >= REPETITIONS) {
                acknowledge(lane);
            }
        }
    }
}
