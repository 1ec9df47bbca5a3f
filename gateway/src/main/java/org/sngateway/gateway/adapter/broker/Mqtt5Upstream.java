package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5RxClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Single;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

/** An MQTT 5 client. */
final class Mqtt5Upstream extends UpstreamClient<Mqtt5Publish> {
    private final UpstreamFactory factory;
    private final Mqtt5RxClient client;

    Mqtt5Upstream(UpstreamFactory factory, String mqttClientId, Listener listener) {
        super(factory.shard(), factory.prefix(), listener);
        this.factory = factory;
        this.client = Mqtt5Client.builder()
                .identifier(mqttClientId)
                .transportConfig(factory.transport())
                .executorConfig(factory.executors())
                .addDisconnectedListener(this::onLibraryDisconnected)
                .buildRx();
    }

    /**
     * Mosquitto 2.0.11 does not save a session that began with Clean Start, whatever its expiry, and loses it with all that
     * waits in it when it is restarted. So a session is resumed first, and only when there is one it is ended and begun anew.
     */
    @Override
    Single<Boolean> connecting(ConnectRequest request) {
        if (!request.cleanStart() || request.expirySeconds() == 0) {
            return resuming(request);
        }
        ConnectRequest resume = request.withoutCleanStart();
        return resuming(resume)
                .flatMap(present ->
                        present ? disconnecting(true, resume).andThen(resuming(resume)) : Single.just(false));
    }

    private Single<Boolean> resuming(ConnectRequest request) {
        return client.connect(message(request)).map(Mqtt5ConnAck::isSessionPresent);
    }

    private Mqtt5Connect message(ConnectRequest request) {
        BrokerSettings.Sessions sessions = factory.settings().sessions();
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(request.cleanStart())
                .sessionExpiryInterval(request.expirySeconds())
                .keepAlive(factory.keepAliveSeconds())
                .restrictions()
                .receiveMaximum(sessions.receiveMaximum())
                .maximumPacketSize(sessions.packetOctetsMax())
                // An alias table per connection saves little on a local network and costs memory and time.
                .topicAliasMaximum(0)
                .sendTopicAliasMaximum(0)
                .applyRestrictions();
        BrokerCredentials credentials = request.credentials();
        if (credentials != null) {
            var password = credentials.password();
            var auth = connect.simpleAuth().username(credentials.username());
            connect = (password == null ? auth : auth.password(password.toByteArray())).applySimpleAuth();
        }
        Will will = request.will();
        if (will != null) {
            connect = connect.willPublish()
                    .topic(factory.prefix().nameAtBroker(will.topic()))
                    .payload(will.message().toByteArray())
                    .qos(MqttQosOf.qos(will.qos()))
                    .retain(will.retain())
                    .delayInterval(Math.min(sessions.willDelaySeconds(), request.expirySeconds()))
                    .applyWillPublish();
        }
        return connect.build();
    }

    @Override
    Completable disconnecting(boolean forgetSession, ConnectRequest request) {
        return forgetSession ? client.disconnectWith().sessionExpiryInterval(0).applyDisconnect() : client.disconnect();
    }

    @Override
    Completable forgetting(ConnectRequest request) {
        return client.connect(message(request.toForget())).ignoreElement().andThen(client.disconnect());
    }

    @Override
    Flowable<Arrival> arriving() {
        return client.publishes(MqttGlobalPublishFilter.ALL, true).map(Mqtt5Upstream::arrival);
    }

    private static Arrival arrival(Mqtt5Publish publish) {
        return new Arrival(
                publish.getTopic().toString(),
                Octets.copyOf(publish.getPayloadAsBytes()),
                Qos.ofBits(publish.getQos().getCode()),
                publish.isRetain(),
                publish.getMessageExpiryInterval().orElse(Delivery.NO_EXPIRY),
                publish::acknowledge);
    }

    @Override
    Flowable<PublishResult> publishing(Flowable<Mqtt5Publish> outgoing) {
        return client.publish(outgoing).map(Mqtt5Upstream::result);
    }

    @Override
    Single<PublishResult> publishingExactlyOnce(Mqtt5Publish outgoing) {
        return client.publish(Flowable.just(outgoing))
                .map(Mqtt5Upstream::result)
                .singleOrError();
    }

    private static PublishResult result(Mqtt5PublishResult result) {
        return new PublishResult(
                result.getPublish().getTopic(), result.getError().orElse(null));
    }

    @Override
    int sendMaximum() {
        return client.getConfig()
                .getConnectionConfig()
                .map(config -> config.getRestrictionsForClient().getSendMaximum())
                .orElse(1);
    }

    @Override
    Mqtt5Publish outgoing(OutgoingPublish publish, MqttTopic topic) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .payload(publish.payload().toByteArray())
                .qos(MqttQosOf.qos(publish.qos()))
                .retain(publish.retain())
                .build();
    }

    @Override
    Single<Qos> subscribing(String filter, Qos qos) {
        // Retain as published stays off: the flag means what it means in MQTT 3.1.1, a message kept for new
        // subscribers.
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .topicFilter(filter)
                .qos(MqttQosOf.qos(qos))
                .retainAsPublished(false)
                .build();
        return client.subscribe(subscribe)
                .map(subAck -> Qos.ofBits(subAck.getReasonCodes().get(0).getCode()));
    }

    @Override
    Completable unsubscribing(String filter) {
        return client.unsubscribe(Mqtt5Unsubscribe.builder().topicFilter(filter).build())
                .ignoreElement();
    }
}
