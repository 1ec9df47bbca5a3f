package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

/**
 * QoS -1: messages of senders that need no connection (MQTT-SN 1.2 s.6.8, SN12-QM1). Nothing is ever answered; what may
 * not pass is dropped and counted.
 */
final class PublishMinusOne {
    private EngineOptions.PublishMinusOne options;
    private final Ports ports;
    private PredefinedTopics predefined;
    private @Nullable TokenBucket bucket;

    PublishMinusOne(EngineOptions.PublishMinusOne options, Ports ports, PredefinedTopics predefined) {
        this.options = options;
        this.ports = ports;
        this.predefined = predefined;
    }

    /** Other rules and topics from now on: a sender without a session has no meaning of an id to hold on to. */
    void adopt(EngineOptions.PublishMinusOne changed, PredefinedTopics topics, long nowNanos) {
        options = changed;
        predefined = topics;
        if (bucket != null) {
            bucket.adopt(changed.rate(), nowNanos);
        }
    }

    /** A QoS -1 PUBLISH; {@code session} is the sender's, if it has one, and finds its own predefined ids. */
    void onPublish(Publish publish, Peer peer, @Nullable Session session, long nowNanos) {
        if (!options.enabled() || !options.senders().test(peer.endpoint())) {
            drop(peer, publish, null, DropReason.PUBLISH_MINUS_ONE_REFUSED);
            return;
        }
        String topic = topicOf(publish.topic(), session);
        if (topic == null || !TopicFilters.permits(options.topics(), topic)) {
            drop(peer, publish, topic, DropReason.PUBLISH_MINUS_ONE_REFUSED);
            return;
        }
        if (bucket == null) {
            bucket = new TokenBucket(options.rate(), nowNanos);
        }
        if (!bucket.tryTake(nowNanos)) {
            drop(peer, publish, topic, DropReason.RATE_LIMITED);
            return;
        }
        ports.observer().published(null, Direction.UPLINK, publish);
        ports.broker().publishAsGateway(topic, publish.data(), options.retain() && publish.retain());
    }

    private @Nullable String topicOf(TopicRef topic, @Nullable Session session) {
        if (topic instanceof TopicRef.ShortName shortName) {
            return UplinkTopics.shortName(shortName);
        }
        if (topic instanceof TopicRef.Predefined id) {
            return session == null
                    ? predefined.nameForAnyone(id.id())
                    : session.predefined().nameOf(id.id());
        }
        return null;
    }

    private void drop(Peer peer, Publish publish, @Nullable String topic, DropReason reason) {
        ports.observer().dropped(peer, reason);
        ports.observer().uplinkDropped(null, topic, publish, reason);
    }
}
