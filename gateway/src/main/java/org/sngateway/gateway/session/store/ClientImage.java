package org.sngateway.gateway.session.store;

import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredClient.SpoolEntry;
import org.sngateway.gateway.session.port.StoredCommand;
import org.sngateway.gateway.session.port.StoredReceived;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;

import java.util.List;
import java.util.TreeMap;

/** What is stored of one device. */
final class ClientImage {
    StoredSession session;
    final TreeMap<Integer, StoredTopic> topics = new TreeMap<>();
    final TreeMap<String, StoredSubscription> subscriptions = new TreeMap<>();
    final TreeMap<Integer, StoredReceived> received = new TreeMap<>();
    final TreeMap<Long, SpooledMessage> spool = new TreeMap<>();
    final TreeMap<Long, StoredCommand> commands = new TreeMap<>();

    ClientImage(StoredSession session) {
        this.session = session;
    }

    ClientImage copy() {
        ClientImage copy = new ClientImage(session);
        copy.topics.putAll(topics);
        copy.subscriptions.putAll(subscriptions);
        copy.received.putAll(received);
        copy.spool.putAll(spool);
        copy.commands.putAll(commands);
        return copy;
    }

    StoredClient stored() {
        return new StoredClient(
                session,
                List.copyOf(topics.values()),
                List.copyOf(subscriptions.values()),
                List.copyOf(received.values()),
                spool.values().stream()
                        .map(message -> new SpoolEntry(message.id(), message.octets()))
                        .toList(),
                List.copyOf(commands.values()));
    }

    List<SpooledMessage> spool(long afterId, int messagesMax) {
        return spool.tailMap(afterId, false).values().stream()
                .limit(messagesMax)
                .toList();
    }

    long lastSpoolId() {
        return spool.isEmpty() ? 0 : spool.lastKey();
    }

    int spoolCount() {
        return spool.size();
    }

    long spoolOctets() {
        return spool.values().stream().mapToLong(SpooledMessage::octets).sum();
    }
}
