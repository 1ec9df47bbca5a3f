package org.sngateway.gateway.session.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a store in memory: changes go in, and what a gateway would read at its next start comes out. It defines
 * what each {@link StoreWrite} means; a store on disk has to give the same. A change to what belongs to a device without a
 * session changes nothing.
 *
 * <p>It has no limit of its own, and no thread: whoever owns it confines it.
 */
public final class StoreImage {
    private final Map<String, ClientImage> clients = new LinkedHashMap<>();
    private final ImageWriter writer = new ImageWriter(clients);

    /** An independent image with the same content. */
    public StoreImage copy() {
        StoreImage copy = new StoreImage();
        clients.forEach((clientId, client) -> copy.clients.put(clientId, client.copy()));
        return copy;
    }

    /** Applies changes in their order. */
    public void apply(List<StoreWrite> changes) {
        for (StoreWrite change : changes) {
            change.accept(writer);
        }
    }

    /**
     * Everything, devices in the order in which they came; topics, received and spooled messages in the order of their ids,
     * subscriptions in that of their filters.
     */
    public List<StoredClient> clients() {
        return clients.values().stream().map(ClientImage::stored).toList();
    }

    /** The same as {@link #clients} for one device, or {@code null} when it has no session. */
    public @Nullable StoredClient client(String clientId) {
        ClientImage client = clients.get(clientId);
        return client == null ? null : client.stored();
    }

    /** What {@link org.sngateway.gateway.session.port.SessionStore#readSpool} answers; empty when there is no session. */
    public List<SpooledMessage> spool(String clientId, long afterId, int messagesMax) {
        ClientImage client = clients.get(clientId);
        return client == null ? List.of() : client.spool(afterId, messagesMax);
    }

    /** The highest id in the spool, 0 when it is empty. */
    public long lastSpoolId() {
        return clients.values().stream()
                .mapToLong(ClientImage::lastSpoolId)
                .max()
                .orElse(0);
    }

    /** How many messages the spool holds. */
    public int spoolCount() {
        return clients.values().stream().mapToInt(ClientImage::spoolCount).sum();
    }

    /** {@link SpooledMessage#octets} of all messages in the spool. */
    public long spoolOctets() {
        return clients.values().stream().mapToLong(ClientImage::spoolOctets).sum();
    }
}
