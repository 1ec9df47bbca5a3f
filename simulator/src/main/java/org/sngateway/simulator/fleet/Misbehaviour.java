package org.sngateway.simulator.fleet;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsg;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What a bad device sends between its proper messages: octets that are no message, messages cut short, and messages that
 * have no place there. None of it asks for the end of its own session.
 */
final class Misbehaviour {
    /** Even a device that sends nothing but nonsense gets a word in now and then. */
    private static final int IN_A_ROW_MAX = 20;

    private static final int KINDS = 6;
    private static final int OCTETS_MAX = 40;
    private static final int WORDS = 0x1_0000;

    private final double share;
    private final Chance chance;

    private Misbehaviour(double share, Chance chance) {
        this.share = share;
        this.chance = chance;
    }

    /** @param share 0..1 of all that it sends */
    static Misbehaviour of(double share, long seed) {
        return new Misbehaviour(share, new Chance(seed));
    }

    /** What is sent before {@code proper}. */
    void before(SnMessage proper, Consumer<byte[]> wire) {
        for (int i = 0; i < IN_A_ROW_MAX && share > 0 && chance.fraction() < share; i++) {
            wire.accept(nonsense(proper));
        }
    }

    private byte[] nonsense(SnMessage proper) {
        return switch (chance.below(KINDS)) {
            case 0 -> chance.octets(1 + chance.below(OCTETS_MAX));
            case 1 -> cut(SnEncoder.encode(proper));
            case 2 -> SnEncoder.encode(new PubRel(chance.below(WORDS)));
            case 3 -> SnEncoder.encode(new ConnAck(ReturnCode.ACCEPTED));
            case 4 -> SnEncoder.encode(new RegAck(chance.below(WORDS), chance.below(WORDS), ReturnCode.ACCEPTED));
            default -> SnEncoder.encode(new WillMsg(Octets.copyOf(chance.octets(chance.below(OCTETS_MAX)))));
        };
    }

    private byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, Math.max(1, chance.below(whole.length)));
    }
}
