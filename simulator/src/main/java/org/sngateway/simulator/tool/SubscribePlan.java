package org.sngateway.simulator.tool;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import java.util.List;

/**
 * What to subscribe to, and when to stop.
 *
 * @param topics Named filters, ShortNames, Predefined ids
 * @param unsubscribes subscriptions of an earlier connection that are ended first
 * @param sleepSeconds the device sleeps that long between the moments at which it collects its messages; 0 for never
 * @param count ends after so many printed messages; 0 for no limit
 * @param timeoutNanos ends after this time; 0 for no limit
 * @param untilSubscribed ends when all subscriptions are answered
 * @param retained which messages are printed
 */
public record SubscribePlan(
        List<TopicRef> topics,
        List<TopicRef> unsubscribes,
        Qos qos,
        int sleepSeconds,
        long count,
        long timeoutNanos,
        boolean untilSubscribed,
        Retained retained) {

    /** What becomes of messages with the retain flag, and of those without. */
    public enum Retained {
        PRINTED,
        LEFT_OUT,
        /** The first message without the flag ends it. */
        ONLY
    }

    public SubscribePlan {
        topics = List.copyOf(topics);
        unsubscribes = List.copyOf(unsubscribes);
    }
}
