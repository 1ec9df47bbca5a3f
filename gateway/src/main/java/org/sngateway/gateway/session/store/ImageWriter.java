package org.sngateway.gateway.session.store;

import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoreWriteVisitor;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredTopic;

import java.util.Map;
import java.util.function.Consumer;

/** Applies changes to the devices of an image. */
final class ImageWriter implements StoreWriteVisitor {
    private final Map<String, ClientImage> clients;

    ImageWriter(Map<String, ClientImage> clients) {
        this.clients = clients;
    }

    private void change(StoreWrite write, Consumer<ClientImage> change) {
        ClientImage client = clients.get(write.clientId());
        if (client != null) {
            change.accept(client);
        }
    }

    @Override
    public void visit(StoreWrite.PutSession change) {
        ClientImage client = clients.get(change.clientId());
        if (client == null) {
            clients.put(change.clientId(), new ClientImage(change.session()));
        } else {
            client.session = change.session();
        }
    }

    @Override
    public void visit(StoreWrite.PutHeard change) {
        change(change, client -> client.session = heard(client.session, change.sinceNanos()));
    }

    private static StoredSession heard(StoredSession session, long sinceNanos) {
        return new StoredSession(
                session.clientId(),
                session.cleanSession(),
                session.state(),
                sinceNanos,
                session.sleepSeconds(),
                session.keepAliveSeconds(),
                session.peer(),
                session.lastTopicId(),
                session.lastMsgId(),
                session.will(),
                session.owedWill());
    }

    @Override
    public void visit(StoreWrite.DeleteSession change) {
        clients.remove(change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutTopic change) {
        change(change, client -> client.topics.put(change.topic().id(), change.topic()));
    }

    @Override
    public void visit(StoreWrite.UnconfirmTopics change) {
        change(
                change,
                client -> client.topics.replaceAll((id, topic) -> new StoredTopic(topic.id(), topic.name(), false)));
    }

    @Override
    public void visit(StoreWrite.DeleteTopics change) {
        change(change, client -> client.topics.clear());
    }

    @Override
    public void visit(StoreWrite.PutSubscription change) {
        change(change, client -> client.subscriptions.put(change.subscription().filter(), change.subscription()));
    }

    @Override
    public void visit(StoreWrite.DeleteSubscription change) {
        change(change, client -> client.subscriptions.remove(change.filter()));
    }

    @Override
    public void visit(StoreWrite.DeleteSubscriptions change) {
        change(change, client -> client.subscriptions.clear());
    }

    @Override
    public void visit(StoreWrite.PutReceived change) {
        change(change, client -> client.received.put(change.received().msgId(), change.received()));
    }

    @Override
    public void visit(StoreWrite.DeleteReceived change) {
        change(change, client -> client.received.remove(change.msgId()));
    }

    @Override
    public void visit(StoreWrite.DeleteAllReceived change) {
        change(change, client -> client.received.clear());
    }

    @Override
    public void visit(StoreWrite.PutSpooled change) {
        change(change, client -> client.spool.put(change.message().id(), change.message()));
    }

    @Override
    public void visit(StoreWrite.DeleteSpooled change) {
        change(change, client -> client.spool.remove(change.id()));
    }

    @Override
    public void visit(StoreWrite.PutCommand change) {
        change(change, client -> client.commands.put(change.command().number(), change.command()));
    }

    @Override
    public void visit(StoreWrite.DeleteCommand change) {
        change(change, client -> client.commands.remove(change.number()));
    }

    @Override
    public void visit(StoreWrite.DeleteCommands change) {
        change(change, client -> client.commands.clear());
    }
}
