package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last QoS 1 and 2 messages that were finished, so that a repeat is answered without being published again (SN12-MID-05,
 * SN12-SLP-18). Keeps a fingerprint of each, not its payload; the oldest makes room when all places are taken.
 *
 * <p>A QoS 1 repeat without DUP is taken for one only while the device cannot have seen the answer: after a PUBACK it may as
 * well be a new message under a reused id, and publishing one twice is better than acknowledging one that is lost
 * (docs/explanation/design-decisions.md). With QoS 2 publishing twice is what must not be, so DUP does not matter.
 */
final class ReplyCache {
    private record Reply(long fingerprint, long answeredNanos, boolean sent) {}

    private static final List<Reply> NONE = List.of();

    private int places;
    private long keptNanos;

    private List<Reply> replies = NONE;
    private int next;

    ReplyCache(int places, long keptNanos) {
        this.places = places;
        this.keptNanos = keptNanos;
    }

    /** Other limits; the oldest have no place any more when there are fewer. */
    void limit(int changedPlaces, long changedNanos) {
        keptNanos = changedNanos;
        if (changedPlaces != places && !replies.isEmpty()) {
            Collections.rotate(replies, -next);
            replies.subList(0, Math.max(0, replies.size() - changedPlaces)).clear();
            next = 0;
        }
        places = changedPlaces;
    }

    /**
     * Remembers that a message is finished: accepted by the broker or stored, and released when its QoS is 2.
     *
     * @param fingerprint {@link UplinkExchange#fingerprint}
     * @param sent whether PUBACK was sent; it is not while the device sleeps
     */
    void add(long fingerprint, boolean sent, long nowNanos) {
        if (replies == NONE) {
            replies = new ArrayList<>(2);
        }
        Reply reply = new Reply(fingerprint, nowNanos, sent);
        if (replies.size() < places) {
            replies.add(reply);
        } else {
            replies.set(next, reply);
            next = (next + 1) % places;
        }
    }

    /** Whether {@code publish} repeats a remembered one, and is to be answered as that was. */
    boolean answers(Publish publish, long nowNanos) {
        if (replies.isEmpty()) {
            return false;
        }
        long fingerprint = UplinkExchange.fingerprint(publish);
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            boolean same = reply.fingerprint == fingerprint && nowNanos - reply.answeredNanos < keptNanos;
            if (same && (publish.dup() || !reply.sent || publish.qos() == Qos.TWO)) {
                replies.set(i, new Reply(fingerprint, reply.answeredNanos, true));
                return true;
            }
        }
        return false;
    }

    void clear() {
        replies = NONE;
        next = 0;
    }
}
