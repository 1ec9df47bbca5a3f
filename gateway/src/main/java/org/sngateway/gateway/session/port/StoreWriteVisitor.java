package org.sngateway.gateway.session.port;

/** One method for each kind of change, so that a new kind breaks every store that does not know it. */
public interface StoreWriteVisitor {
    void visit(StoreWrite.PutSession change);

    void visit(StoreWrite.PutHeard change);

    void visit(StoreWrite.DeleteSession change);

    void visit(StoreWrite.PutTopic change);

    void visit(StoreWrite.UnconfirmTopics change);

    void visit(StoreWrite.DeleteTopics change);

    void visit(StoreWrite.PutSubscription change);

    void visit(StoreWrite.DeleteSubscription change);

    void visit(StoreWrite.DeleteSubscriptions change);

    void visit(StoreWrite.PutReceived change);

    void visit(StoreWrite.DeleteReceived change);

    void visit(StoreWrite.DeleteAllReceived change);

    void visit(StoreWrite.PutSpooled change);

    void visit(StoreWrite.DeleteSpooled change);

    void visit(StoreWrite.PutCommand change);

    void visit(StoreWrite.DeleteCommand change);

    void visit(StoreWrite.DeleteCommands change);
}
