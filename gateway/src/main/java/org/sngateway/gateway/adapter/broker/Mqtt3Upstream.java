package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3RxClient;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3PublishResult;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Single;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

/**
 * An MQTT 3.1.1 client. Its sessions have no expiry: a connection that is to be resumed is opened with clean session off,
 * and a session is forgotten by connecting once with clean session on.
 */
final class Mqtt3Upstream extends UpstreamClient<Mqtt3Publish> {
    private final UpstreamFactory factory;
    private final Mqtt3RxClient client;

    Mqtt3Upstream(UpstreamFactory factory, String mqttClientId, Listener listener) {
        super(factory.shard(), factory.prefix(), listener);
        this.factory = factory;
        this.client = Mqtt3Client.builder()
                .identifier(mqttClientId)
                .transportConfig(factory.transport())
                .executorConfig(factory.executors())
                .addDisconnectedListener(this::onLibraryDisconnected)
                .buildRx();
    }

    @Override
    Single<Boolean> connecting(ConnectRequest request) {
        if (request.expirySeconds() == 0) {
            return client.connect(message(request, true)).map(Mqtt3ConnAck::isSessionPresent);
        }
        Single<Boolean> resumable = client.connect(message(request, false)).map(Mqtt3ConnAck::isSessionPresent);
        return request.cleanStart() ? forgetting(request).andThen(resumable) : resumable;
    }

    private Mqtt3Connect message(ConnectRequest request, boolean cleanSession) {
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder().cleanSession(cleanSession).keepAlive(factory.keepAliveSeconds());
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
                    .applyWillPublish();
        }
        return connect.build();
    }

    @Override
    Completable disconnecting(boolean forgetSession, ConnectRequest request) {
        return forgetSession ? client.disconnect().andThen(forgetting(request)) : client.disconnect();
    }

    @Override
    Completable forgetting(ConnectRequest request) {
        return client.connect(message(request.toForget(), true)).ignoreElement().andThen(client.disconnect());
    }

    @Override
    Flowable<Arrival> arriving() {
        return client.publishes(MqttGlobalPublishFilter.ALL, true).map(Mqtt3Upstream::arrival);
    }

    private static Arrival arrival(Mqtt3Publish publish) {
        return new Arrival(
                publish.getTopic().toString(),
                Octets.copyOf(publish.getPayloadAsBytes()),
                Qos.ofBits(publish.getQos().getCode()),
                publish.isRetain(),
                Delivery.NO_EXPIRY,
                publish::acknowledge);
    }

    @Override
    Flowable<PublishResult> publishing(Flowable<Mqtt3Publish> outgoing) {
        return client.publish(outgoing).map(Mqtt3Upstream::result);
    }

    @Override
    Single<PublishResult> publishingExactlyOnce(Mqtt3Publish outgoing) {
        return client.publish(Flowable.just(outgoing))
                .map(Mqtt3Upstream::result)
                .singleOrError();
    }

    private static PublishResult result(Mqtt3PublishResult result) {
        return new PublishResult(
                result.getPublish().getTopic(), result.getError().orElse(null));
    }

    @Override
    int sendMaximum() {
        return Integer.MAX_VALUE;
    }

    @Override
    Mqtt3Publish outgoing(OutgoingPublish publish, MqttTopic topic) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(publish.payload().toByteArray())
                .qos(MqttQosOf.qos(publish.qos()))
                .retain(publish.retain())
                .build();
    }

    @Override
    Single<Qos> subscribing(String filter, Qos qos) {
        Mqtt3Subscribe subscribe = Mqtt3Subscribe.builder()
                .topicFilter(filter)
                .qos(MqttQosOf.qos(qos))
                .build();
        return client.subscribe(subscribe)
                .map(subAck -> Qos.ofBits(subAck.getReturnCodes().get(0).getCode()));
    }

    @Override
    Completable unsubscribing(String filter) {
        return client.unsubscribe(Mqtt3Unsubscribe.builder().topicFilter(filter).build());
    }
}
