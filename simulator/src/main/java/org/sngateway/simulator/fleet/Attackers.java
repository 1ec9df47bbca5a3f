package org.sngateway.simulator.fleet;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.scenario.Step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Strangers at addresses of their own that send what no device would; every answer they get is counted. */
final class Attackers implements Wire.Receiver {
    private static final int SOCKETS = 16;
    private static final int OVERSIZED_LEAST = 2_000;
    private static final int OVERSIZED_MORE = 6_000;
    private static final int GARBAGE_MAX = 200;
    private static final int WORDS = 0x1_0000;
    private static final int KINDS = 5;
    private static final int LENGTH_FORM = 0x01;
    private static final double ROUNDING = 1e-6;

    private final RunClock clock;
    private final Recorder recorder;
    private final Chance chance;
    private final List<Wire.Socket> sockets = new ArrayList<>();
    private final List<FleetDevice> victims = new ArrayList<>();

    Attackers(FleetDevice.Parts parts, Wire wire) {
        clock = parts.clock();
        recorder = parts.recorder();
        chance = new Chance(Chance.split(parts.seed(), Long.MIN_VALUE));
        recorder.fleets.forEach(fleet -> victims.addAll(fleet.devices));
        for (int i = 0; i < SOCKETS; i++) {
            Wire.Socket socket = wire.open(this);
            // From another host than the devices', where the site has more than one.
            socket.rebind(true);
            sockets.add(socket);
        }
        recorder.attacks.happened = true;
    }

    void attack(Step.Attack attack) {
        long beginNanos = clock.nowNanos();
        long pauseNanos = Math.max(Times.MILLI, (long) (Times.SECOND / attack.ratePerSecond()));
        attack(attack, beginNanos, pauseNanos, 0);
    }

    private void attack(Step.Attack attack, long beginNanos, long pauseNanos, long sentBefore) {
        long elapsed = clock.nowNanos() - beginNanos;
        if (elapsed >= attack.forNanos() || recorder.isFrozen()) {
            return;
        }
        long due = Math.round(Math.floor(Times.seconds(elapsed) * attack.ratePerSecond() + ROUNDING)) + 1;
        for (long i = sentBefore; i < due; i++) {
            send(datagram(attack.abuse()));
        }
        long sent = Math.max(sentBefore, due);
        clock.at(clock.nowNanos() + pauseNanos, () -> attack(attack, beginNanos, pauseNanos, sent));
    }

    private void send(byte[] datagram) {
        recorder.attacks.datagrams++;
        recorder.attacks.octets += datagram.length;
        sockets.get(chance.below(sockets.size())).sendRaw(datagram);
    }

    private byte[] datagram(Step.Attack.Abuse abuse) {
        return switch (abuse) {
            case MALFORMED -> chance.octets(1 + chance.below(GARBAGE_MAX));
            case TRUNCATED -> truncated();
            case OVERSIZED -> oversized();
            case SPOOFED -> SnEncoder.encode(spoofed());
            case AMPLIFICATION -> SnEncoder.encode(request());
        };
    }

    private byte[] truncated() {
        byte[] whole = SnEncoder.encode(spoofed());
        return Arrays.copyOf(whole, 1 + chance.below(Math.max(1, whole.length - 1)));
    }

    /** Longer than any sensor network carries; now and then its length says something else. */
    private byte[] oversized() {
        byte[] filler = new byte[OVERSIZED_LEAST + chance.below(OVERSIZED_MORE)];
        Arrays.fill(filler, (byte) 'x');
        Octets much = Octets.copyOf(filler);
        SnMessage message = chance.fraction() < 0.5
                ? new Connect(false, true, 1, 60, much)
                : new Publish(false, Qos.ONE, false, new TopicRef.Normal(1), 1 + chance.below(WORDS - 1), much);
        byte[] datagram = SnEncoder.encode(message);
        if (chance.fraction() < 0.25) {
            datagram[0] = LENGTH_FORM;
            datagram[1] = (byte) 0xFF;
            datagram[2] = (byte) 0xFF;
        }
        return datagram;
    }

    /** In the name of a device, from an address that is not its. */
    private SnMessage spoofed() {
        Octets id = Octets.ofUtf8(victims.get(chance.below(victims.size())).clientId());
        int word = chance.below(WORDS - 1) + 1;
        return switch (chance.below(KINDS)) {
            case 0 -> new PingReq(id);
            case 1 -> new Disconnect(0);
            case 2 -> new Publish(false, Qos.ONE, false, new TopicRef.Normal(1), word, id);
            case 3 -> new Subscribe(false, Qos.TWO, word, new TopicRef.Named(Octets.ofUtf8("#")));
            default -> new PubRel(word);
        };
    }

    /** Short questions that a careless gateway answers at length. */
    private SnMessage request() {
        int word = chance.below(WORDS - 1) + 1;
        return switch (chance.below(KINDS)) {
            case 0 -> new SearchGw(1);
            case 1 -> PingReq.EMPTY;
            case 2 -> Disconnect.PLAIN;
            case 3 -> new Subscribe(false, Qos.ZERO, word, new TopicRef.Named(Octets.ofUtf8("#")));
            default -> new Publish(false, Qos.ONE, false, new TopicRef.Normal(word), word, Octets.EMPTY);
        };
    }

    @Override
    public void receive(SnMessage message, int octets) {
        answered(octets);
    }

    @Override
    public void receiveMalformed(int octets) {
        answered(octets);
    }

    private void answered(int octets) {
        if (!recorder.isFrozen()) {
            recorder.attacks.answered++;
            recorder.attacks.octetsAnswered += octets;
        }
    }
}
