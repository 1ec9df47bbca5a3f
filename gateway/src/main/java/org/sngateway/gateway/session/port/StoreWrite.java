package org.sngateway.gateway.session.port;

/** One change to what is stored. Every change names its device; what a device has is removed with its session. */
public sealed interface StoreWrite {

    String clientId();

    /** Calls the visitor's method for this kind of change. */
    void accept(StoreWriteVisitor visitor);

    /** Makes or replaces the session's own record; its topics and the rest stay as they are. */
    record PutSession(StoredSession session) implements StoreWrite {
        @Override
        public String clientId() {
            return session.clientId();
        }

        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** The sleeping device was heard; replaces {@link StoredSession#sinceNanos}. Nothing when there is no session. */
    record PutHeard(String clientId, long sinceNanos) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Removes the session with everything that belongs to it, spooled messages as well. */
    record DeleteSession(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Makes or replaces one topic id. */
    record PutTopic(String clientId, StoredTopic topic) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Marks all topic ids of the device as not confirmed. */
    record UnconfirmTopics(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteTopics(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Makes or replaces the subscription of this filter. */
    record PutSubscription(String clientId, StoredSubscription subscription) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteSubscription(String clientId, String filter) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteSubscriptions(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** A QoS 2 message was received under this id and not released yet. */
    record PutReceived(String clientId, StoredReceived received) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteReceived(String clientId, int msgId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteAllReceived(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record PutSpooled(String clientId, SpooledMessage message) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** Makes or replaces the command of this number. */
    record PutCommand(String clientId, StoredCommand command) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteCommand(String clientId, long number) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteCommands(String clientId) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }

    record DeleteSpooled(String clientId, long id) implements StoreWrite {
        @Override
        public void accept(StoreWriteVisitor visitor) {
            visitor.visit(this);
        }
    }
}
