package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;

/**
 * Something that an operator does.
 *
 * @param atNanos since the start of the world
 * @param device whom it concerns, an index
 * @param message what is sent, for {@link Kind#PUBLISH} only
 */
public record Order(long atNanos, Kind kind, int device, Message message) {
    /** For orders that send nothing. */
    static final Message NOTHING = new Message("", "", false, Qos.ZERO, Delivery.NO_EXPIRY, false);

    public enum Kind {
        PUBLISH,
        KICK,
        FORGET,
        /** Everything that waits. */
        FLUSH,
        /** Everything but what may have been sent. */
        FLUSH_WAITING,
        /** The message that has waited longest. */
        DROP
    }

    /** @param key its unique name, which its payload begins with */
    public record Message(
            String key, String topic, boolean byPredefinedId, Qos qos, long expirySeconds, boolean keepLatest) {}

    /** The same as the gateway is asked it. */
    ControlRequest request(String clientId) {
        return switch (kind) {
            case PUBLISH -> new ControlRequest.Publish(clientId, command(clientId));
            case KICK -> new ControlRequest.Kick(clientId);
            case FORGET -> new ControlRequest.Forget(clientId);
            case FLUSH -> new ControlRequest.Flush(clientId, false);
            case FLUSH_WAITING -> new ControlRequest.Flush(clientId, true);
            case DROP -> new ControlRequest.Drop(clientId, ControlRequest.Drop.OLDEST);
        };
    }

    private DownlinkCommand command(String clientId) {
        return new DownlinkCommand(
                message.topic,
                message.byPredefinedId ? Topics.predefinedDown(clientId, message.topic) : DownlinkCommand.BY_NAME,
                Keys.payload(message.key, 0),
                message.qos,
                false,
                message.expirySeconds,
                message.keepLatest,
                message.key);
    }
}
