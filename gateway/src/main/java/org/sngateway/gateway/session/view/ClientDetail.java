package org.sngateway.gateway.session.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Everything about one device's session, as it was at one moment. Times are nanoseconds since 1970, or {@link
 * ClientRow#NONE}.
 *
 * @param subscriptions in the order of their filters
 * @param topics the ids that the device may use, in their order
 * @param queue what waits for the device, in the order in which it will be sent
 * @param will where the device's Will would be published; {@code null} without one
 */
public record ClientDetail(
        ClientRow row,
        List<Subscription> subscriptions,
        List<Topic> topics,
        List<QueueItem> queue,
        @Nullable WillTopic will) {

    /**
     * @param qos that the broker granted, 0..2; {@link #NOT_GRANTED} while it has not answered
     * @param topicId under which the device knows the topic: registered, predefined or a short name; 0 for none
     */
    public record Subscription(String filter, int qos, int topicId) {
        /** Stands for a QoS while there is none. */
        public static final int NOT_GRANTED = -1;
    }

    /**
     * @param predefined whether both sides were configured with it; else it was registered
     * @param confirmed whether the device is known to know it
     */
    public record Topic(int topicId, String name, boolean predefined, boolean confirmed) {}

    /**
     * One message that waits.
     *
     * @param number names the message while it waits; rises, and is never used again by this device
     * @param retain whether the broker sent it as a retained message
     * @param octets of its payload
     * @param queuedNanos when it arrived
     * @param expiresNanos when it is given up at the latest
     * @param transmissions how often it was sent to the device
     * @param inFlight whether it was sent, and the device has not answered
     * @param source who wants the device to have it
     * @param keepLatest whether a later message of its topic takes its place
     */
    public record QueueItem(
            long number,
            String topic,
            int qos,
            boolean retain,
            int octets,
            long queuedNanos,
            long expiresNanos,
            int transmissions,
            boolean inFlight,
            Source source,
            boolean keepLatest) {}

    /** Where a message comes from. */
    public enum Source {
        BROKER,
        /** Somebody gave it to the gateway for this device. */
        COMMAND
    }

    public record WillTopic(String topic, int qos, boolean retain) {}

    /** The same with these topics. */
    public ClientDetail withTopics(List<Topic> others) {
        return new ClientDetail(row, subscriptions, others, queue, will);
    }
}
