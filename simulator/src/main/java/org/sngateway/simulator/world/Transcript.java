package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run as a ladder diagram: who did what when, devices to the left, the gateway in the middle, the broker to the right. */
final class Transcript implements EventLog.Listener {
    private static final int COLUMN = 46;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private final boolean keeps;
    private final List<String> lines = new ArrayList<>();
    private long digest = FNV_OFFSET;
    private int count;

    private Transcript(boolean keeps) {
        this.keeps = keeps;
    }

    /** Keeps every line. */
    static Transcript full() {
        return new Transcript(true);
    }

    /** Keeps nothing but a number that stands for all lines. */
    static Transcript digestOnly() {
        return new Transcript(false);
    }

    @Override
    public void on(WorldEvent event, long nowNanos) {
        String line = line(event);
        if (line == null) {
            return;
        }
        count++;
        String full = String.format(Locale.ROOT, "%12.3f  ", (nowNanos - VirtualTime.START_NANOS) / 1e9) + line;
        if (keeps) {
            lines.add(full.stripTrailing());
        }
        for (int i = 0; i < full.length(); i++) {
            digest = (digest ^ full.charAt(i)) * FNV_PRIME;
        }
    }

    /** How many lines there were. */
    int count() {
        return count;
    }

    /** FNV-1a over all lines. */
    long digest() {
        return digest;
    }

    String text() {
        String head = String.format(
                Locale.ROOT, "%12s  %-" + COLUMN + "s%-" + COLUMN + "s%s", "seconds", "devices", "gateway", "broker");
        return head + System.lineSeparator() + String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static @Nullable String line(WorldEvent event) {
        String air = onTheAir(event);
        if (air != null) {
            return air;
        }
        String device = atDevice(event);
        if (device != null) {
            return device;
        }
        String gateway = atGateway(event);
        return gateway != null ? gateway : atBroker(event);
    }

    private static @Nullable String onTheAir(WorldEvent event) {
        if (event instanceof WorldEvent.DeviceSent sent) {
            return left(sent.device() + " " + MessageText.of(sent.message()) + " >");
        }
        if (event instanceof WorldEvent.GatewayReceived received) {
            return middle("> " + whom(received.device(), received.message()));
        }
        if (event instanceof WorldEvent.GatewaySent sent) {
            return middle("< " + whom(sent.device(), sent.message()));
        }
        if (event instanceof WorldEvent.DeviceReceived received) {
            return left(received.device() + " < " + MessageText.of(received.message()));
        }
        if (event instanceof WorldEvent.GatewayReceivedForeign foreign) {
            return middle("> " + foreign.description());
        }
        return null;
    }

    private static String whom(@Nullable String device, SnMessage message) {
        return (device == null ? "nobody" : device) + " " + MessageText.of(message);
    }

    private static @Nullable String atDevice(WorldEvent event) {
        if (event instanceof WorldEvent.DeviceStateChanged changed) {
            return left(changed.device() + " is " + changed.state());
        }
        if (event instanceof WorldEvent.DevicePublished published) {
            return left(published.device() + " publishes " + MessageText.brief(published.qos()) + " \""
                    + published.key() + "\" to " + published.topic());
        }
        if (event instanceof WorldEvent.DeviceWasAcknowledged acknowledged) {
            return left(acknowledged.device() + " forgets \"" + acknowledged.key() + '"');
        }
        if (event instanceof WorldEvent.DeviceGaveUp gaveUp) {
            return left(gaveUp.device() + " gives up \"" + gaveUp.key() + '"');
        }
        if (event instanceof WorldEvent.DeviceGot got) {
            return left(
                    got.device() + " got " + MessageText.brief(got.qos()) + " \"" + got.key() + "\" on " + got.topic());
        }
        if (event instanceof WorldEvent.DeviceRebooted rebooted) {
            return left("* " + rebooted.device() + " reboots");
        }
        if (event instanceof WorldEvent.DeviceVanished vanished) {
            return left("* " + vanished.device() + " vanishes");
        }
        if (event instanceof WorldEvent.DeviceMoved moved) {
            return left("* " + moved.device() + " has another source port");
        }
        return null;
    }

    private static @Nullable String atGateway(WorldEvent event) {
        if (event instanceof WorldEvent.GatewayCrashed) {
            return middle("*** crash");
        }
        if (event instanceof WorldEvent.GatewayStarted started) {
            return middle("*** start with " + started.restoredSessions() + " sessions");
        }
        if (event instanceof WorldEvent.SessionStateChanged changed) {
            return middle("session " + changed.clientId() + ": " + changed.from() + " > " + changed.to());
        }
        if (event instanceof WorldEvent.DownlinkGivenUp gaveUp) {
            return middle("gives up \"" + gaveUp.key() + "\" for " + gaveUp.clientId() + ": " + gaveUp.reason());
        }
        if (event instanceof WorldEvent.SpooledGivenUp gaveUp) {
            return middle("gives up spooled \"" + gaveUp.key() + "\" of " + gaveUp.clientId());
        }
        if (event instanceof WorldEvent.EngineFailed failed) {
            return middle("*** " + failed.what());
        }
        if (event instanceof WorldEvent.LegDelivered delivered) {
            return middle("from broker for " + delivered.clientId() + ": " + MessageText.brief(delivered.qos()) + " \""
                    + delivered.key() + '"');
        }
        if (event instanceof WorldEvent.LegForgot forgot) {
            return middle("MQTT client of " + forgot.clientId() + " is gone with acknowledgements");
        }
        if (event instanceof WorldEvent.LegOpened opened) {
            return middle(
                    "leg of " + opened.clientId() + " is up, session " + (opened.sessionPresent() ? "kept" : "new"));
        }
        return null;
    }

    private static @Nullable String atBroker(WorldEvent event) {
        if (event instanceof WorldEvent.BrokerGot got) {
            return right(got.clientId() + " published " + MessageText.brief(got.qos()) + " \"" + got.key() + "\" to "
                    + got.topic());
        }
        if (event instanceof WorldEvent.WillPublished will) {
            return right("Will \"" + will.key() + "\" of " + will.clientId() + " on " + will.topic());
        }
        if (event instanceof WorldEvent.BrokerGotMinusOne got) {
            return right("the gateway published \"" + got.key() + "\" to " + got.topic());
        }
        if (event instanceof WorldEvent.BrokerQueued queued) {
            return right("for " + queued.clientId() + ": " + MessageText.brief(queued.qos()) + " \"" + queued.key()
                    + "\" on " + queued.topic());
        }
        if (event instanceof WorldEvent.BrokerWasAcknowledged acknowledged) {
            return right("forgets \"" + acknowledged.key() + "\" for " + acknowledged.clientId());
        }
        if (event instanceof WorldEvent.BrokerSessionLost lost) {
            return right("no session of " + lost.clientId() + " any more");
        }
        if (event instanceof WorldEvent.LegLost lost) {
            return right("connection of " + lost.clientId() + " broken");
        }
        return ofTheRun(event);
    }

    private static @Nullable String ofTheRun(WorldEvent event) {
        if (event instanceof WorldEvent.BrokerSubscribed subscribed) {
            return right(subscribed.clientId() + " subscribed to " + subscribed.filter());
        }
        if (event instanceof WorldEvent.BrokerUnsubscribed unsubscribed) {
            return right(unsubscribed.clientId() + " unsubscribed from " + unsubscribed.filter());
        }
        if (event instanceof WorldEvent.OperatorAsked asked) {
            return middle("*** operator: " + words(asked.order()) + " " + asked.clientId());
        }
        if (event instanceof WorldEvent.OperatorAnswered answered) {
            return middle("*** operator was answered " + (answered.done() ? "done" : "no") + ": "
                    + words(answered.order()) + " " + answered.clientId());
        }
        if (event instanceof WorldEvent.DiskFilled) {
            return middle("*** the disk is full");
        }
        if (event instanceof WorldEvent.BrokerWentAway) {
            return right("*** away");
        }
        if (event instanceof WorldEvent.BrokerCameBack) {
            return right("*** back");
        }
        if (event instanceof WorldEvent.Healed) {
            return "--- nothing goes wrong any more";
        }
        if (event instanceof WorldEvent.Ended) {
            return "--- the end";
        }
        if (event instanceof WorldEvent.AllGone gone) {
            return "--- long after: " + gone;
        }
        return null;
    }

    private static String words(Order order) {
        String what = order.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return order.kind() == Order.Kind.PUBLISH
                ? what + " \"" + order.message().key() + "\" "
                        + MessageText.brief(order.message().qos()) + " on "
                        + order.message().topic() + " to"
                : what;
    }

    private static String left(String text) {
        return text;
    }

    private static String middle(String text) {
        return " ".repeat(COLUMN) + text;
    }

    private static String right(String text) {
        return " ".repeat(2 * COLUMN) + text;
    }
}
