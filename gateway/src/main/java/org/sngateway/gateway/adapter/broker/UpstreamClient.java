package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Single;
import io.reactivex.disposables.CompositeDisposable;
import io.reactivex.disposables.Disposable;
import io.reactivex.observers.DisposableSingleObserver;
import io.reactivex.processors.UnicastProcessor;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * One MQTT client with its session state, of either version of MQTT: what outlives a connection. Confined to the shard's
 * thread, on which the library works too.
 *
 * <p>Publishes with QoS 0 and 1 go through one stream that lasts as long as the client, which costs the library half of what
 * single publishes do. The stream is begun after the first CONNACK: before it the library would block the thread. Those with
 * QoS 2 go one by one, because the stream gives their result with PUBREC: a broker passes a message on with PUBREL, and forgets
 * one that was never released when its packet id is used again. So that both stay in order, and the library never blocks, it
 * gets no more at a time than the broker takes.
 *
 * @param <P> the library's publish message
 */
abstract class UpstreamClient<P> {

    /** Who is told. Never within a call, except for {@link #onEvent}. */
    interface Listener {

        void onConnected(boolean sessionPresent);

        void onConnectFailed(ReturnCode code, String detail);

        void onConnectionLost(String detail);

        /** What was asked with {@code disconnect} or {@code forget} is done, or as good as. */
        void onDisconnected();

        /** A message, or what became of a request. */
        void onEvent(BrokerEvent event);
    }

    /** A message from the broker and how to acknowledge it. */
    record Arrival(
            String topic, Octets payload, Qos qos, boolean retain, long expirySeconds, Runnable acknowledgement) {}

    /** What became of a publish; {@code topic} is the very object it was made with. */
    record PublishResult(MqttTopic topic, @Nullable Throwable error) {}

    private static final int STREAM_CHUNK = 8;

    /** Below the 64 flows of publishes at which the library would block its caller. */
    private static final int ENTRUSTED_MAX = 60;

    // configuration
    private final Executor shard;
    private final TopicPrefix prefix;

    // lives as long as the client
    private Listener listener;
    private final HeldDeliveries held = new HeldDeliveries();
    private final PublishesUnderWay<P> publishes = new PublishesUnderWay<>();
    private final RequestsUnderWay requests = new RequestsUnderWay();
    private @Nullable Disposable arrivals;
    private @Nullable UnicastProcessor<P> stream;
    private @Nullable Disposable results;
    private @Nullable CompositeDisposable releases;
    private boolean entrusting;
    private boolean adopted;
    private boolean spoilt;
    private @Nullable Runnable onSessionEnd;

    // lives as long as the connection
    private boolean up;
    /** Still so while the connection is being ended in order. */
    private boolean linked;

    private @Nullable Disposable work;

    UpstreamClient(Executor shard, TopicPrefix prefix, Listener listener) {
        this.shard = shard;
        this.prefix = prefix;
        this.listener = listener;
    }

    // The library, in either version.

    abstract Single<Boolean> connecting(ConnectRequest request);

    abstract Completable disconnecting(boolean forgetSession, ConnectRequest request);

    abstract Completable forgetting(ConnectRequest request);

    abstract Flowable<Arrival> arriving();

    /** Results come with PUBACK, with PUBREC, and when a QoS 0 message has been written. */
    abstract Flowable<PublishResult> publishing(Flowable<P> outgoing);

    /**
     * The result comes with PUBCOMP or a refusal: a flow of publishes ends when the library has nothing more to do for them.
     * So it comes as success also when the session ends after PUBREC.
     */
    abstract Single<PublishResult> publishingExactlyOnce(P outgoing);

    /** How many publishes the broker takes ahead of their acknowledgement, while connected. */
    abstract int sendMaximum();

    abstract P outgoing(OutgoingPublish publish, MqttTopic topic);

    abstract Single<Qos> subscribing(String filter, Qos qos);

    abstract Completable unsubscribing(String filter);

    /** Connects; answered by {@code onConnected} or {@code onConnectFailed}. */
    void connect(ConnectRequest request) {
        held.onConnectionEnded();
        if (request.cleanStart()) {
            // What a session brings that is about to be forgotten concerns nobody.
            stopListening();
        } else {
            listen();
        }
        // After a clean start nothing is as it was, whatever the broker says of a session that it has just been told to
        // forget.
        work = connecting(request)
                .subscribe(present -> connected(present && !request.cleanStart()), this::connectFailed);
    }

    /** The backlog of a session follows its CONNACK at once; what nobody listens to, the library acknowledges. */
    private void listen() {
        if (arrivals == null || arrivals.isDisposed()) {
            arrivals = arriving().subscribe(this::arrived, this::sessionEnded);
        }
    }

    /**
     * A session's end ends the library's flow of arrivals, but it says so only when the last of them is acknowledged. What
     * came of a session that is gone needs no acknowledgement, so the flow is replaced without asking.
     */
    private void listenAnew() {
        stopListening();
        listen();
    }

    private void stopListening() {
        dispose(arrivals);
        arrivals = null;
    }

    private void connected(boolean sessionPresent) {
        up = true;
        linked = true;
        if (!sessionPresent) {
            held.onSessionLost();
            listenAnew();
            // As the library does with what it has: who asked decides anew.
            abort(publishes.takeWaiting());
        }
        listener.onConnected(sessionPresent);
        if (adopted) {
            adopted = false;
            for (Delivery delivery : held.renumberFormer()) {
                listener.onEvent(new BrokerEvent.MessageArrived(delivery));
            }
        }
        entrustWaiting();
    }

    private void connectFailed(Throwable error) {
        later(() -> {
            failRequests();
            listener.onConnectFailed(BrokerErrors.ofConnect(error), BrokerErrors.describe(error));
        });
    }

    /** Called by the library whenever a connection or an attempt ends, before it is ready for the next. */
    final void onLibraryDisconnected(MqttClientDisconnectedContext context) {
        linked = false;
        if (!up) {
            return;
        }
        up = false;
        spoilt |= BrokerErrors.isClientsVerdict(context);
        String detail = BrokerErrors.describe(context.getCause());
        later(() -> {
            failRequests();
            listener.onConnectionLost(detail);
        });
    }

    /** Ends the connection in order; requests and publishes under way are taken up by the next one. */
    void disconnect(boolean forgetSession, ConnectRequest request) {
        up = false;
        if (forgetSession) {
            stopListening();
        }
        work = disconnecting(forgetSession, request).subscribe(this::disconnected, error -> disconnected());
    }

    /** Connects only to have the broker forget the session. */
    void forget(ConnectRequest request) {
        stopListening();
        work = forgetting(request).subscribe(this::disconnected, error -> disconnected());
    }

    private void disconnected() {
        later(() -> listener.onDisconnected());
    }

    private void later(Runnable task) {
        // The library is in the midst of it: it takes the next connect only afterwards.
        shard.execute(task);
    }

    private void failRequests() {
        for (BrokerEvent event : requests.failAll()) {
            listener.onEvent(event);
        }
    }

    private void arrived(Arrival arrival) {
        String topic = prefix.nameAtDevice(arrival.topic());
        if (topic == null) {
            arrival.acknowledgement().run();
            return;
        }
        Delivery delivery = new Delivery(
                held.nextId(), topic, arrival.payload(), arrival.qos(), arrival.retain(), arrival.expirySeconds());
        if (arrival.qos() != Qos.ZERO) {
            held.add(delivery, arrival.acknowledgement());
        }
        listener.onEvent(new BrokerEvent.MessageArrived(delivery));
    }

    private void sessionEnded(Throwable error) {
        Runnable then = onSessionEnd;
        if (then != null) {
            then.run();
        } else if (up) {
            // The end of an earlier session was late: the library has taken the listener of this one for its own.
            listenAnew();
        }
    }

    void acknowledge(long deliveryId) {
        held.acknowledge(deliveryId);
    }

    void publish(long token, OutgoingPublish publish) {
        MqttTopic topic;
        P outgoing;
        try {
            topic = MqttTopic.of(prefix.nameAtBroker(publish.topic()));
            outgoing = outgoing(publish, topic);
        } catch (IllegalArgumentException unfit) {
            listener.onEvent(new BrokerEvent.PublishRejected(token, ReturnCode.NOT_SUPPORTED));
            return;
        }
        PublishesUnderWay.Publish<P> next =
                new PublishesUnderWay.Publish<>(token, topic, outgoing, publish.qos() == Qos.TWO);
        if (up && !entrusting && publishes.entrust(next, entrustedMax())) {
            handOver(next);
        } else {
            publishes.add(next);
        }
    }

    private int entrustedMax() {
        return Math.min(ENTRUSTED_MAX, sendMaximum());
    }

    /** A publish may be refused at once, and its place be free again. */
    private void entrustWaiting() {
        if (entrusting) {
            return;
        }
        entrusting = true;
        PublishesUnderWay.Publish<P> next = up ? publishes.entrustNext(entrustedMax()) : null;
        while (next != null) {
            handOver(next);
            next = up ? publishes.entrustNext(entrustedMax()) : null;
        }
        entrusting = false;
    }

    private void handOver(PublishesUnderWay.Publish<P> publish) {
        if (publish.exactlyOnce()) {
            release(publish);
        } else {
            stream().onNext(publish.message());
        }
    }

    private void release(PublishesUnderWay.Publish<P> publish) {
        CompositeDisposable known = releases;
        if (known == null) {
            known = new CompositeDisposable();
            releases = known;
        }
        Release release = new Release(publish.topic(), known);
        known.add(release);
        publishingExactlyOnce(publish.message()).subscribe(release);
    }

    /** Waits for one QoS 2 message to be the broker's. */
    private final class Release extends DisposableSingleObserver<PublishResult> {
        private final MqttTopic topic;
        private final CompositeDisposable all;

        Release(MqttTopic topic, CompositeDisposable all) {
            this.topic = topic;
            this.all = all;
        }

        @Override
        public void onSuccess(PublishResult result) {
            all.delete(this);
            // PUBCOMP comes on a connection only; without one, the session has ended before it.
            published(linked ? result : new PublishResult(topic, new ConnectionClosedException("before PUBCOMP")));
        }

        @Override
        public void onError(Throwable error) {
            all.delete(this);
            published(new PublishResult(topic, error));
        }
    }

    private UnicastProcessor<P> stream() {
        UnicastProcessor<P> known = stream;
        if (known == null) {
            known = UnicastProcessor.create(STREAM_CHUNK);
            stream = known;
            results = publishing(known).subscribe(this::published, error -> abandonPublishes());
        }
        return known;
    }

    private void published(PublishResult result) {
        Long token = publishes.take(result.topic());
        if (token == null) {
            return;
        }
        entrustWaiting();
        Throwable error = result.error();
        listener.onEvent(error == null ? new BrokerEvent.PublishAccepted(token) : BrokerErrors.ofPublish(token, error));
    }

    /** Answers for everything under way that it will not be tried again. */
    void abandonPublishes() {
        stream = null;
        abort(publishes.takeAll());
    }

    private void abort(List<Long> tokens) {
        for (long token : tokens) {
            listener.onEvent(new BrokerEvent.PublishAborted(token));
        }
    }

    boolean hasPublishesUnderWay() {
        return !publishes.isEmpty();
    }

    void subscribe(long token, String filter, Qos qos) {
        RequestsUnderWay.Request request = requests.add(token, true);
        request.worksOn(subscribing(prefix.filterAtBroker(filter), qos)
                .subscribe(
                        granted -> answer(request, new BrokerEvent.Subscribed(token, granted)),
                        error -> answer(
                                request, new BrokerEvent.SubscribeRejected(token, BrokerErrors.ofSubscribe(error)))));
    }

    void unsubscribe(long token, String filter) {
        RequestsUnderWay.Request request = requests.add(token, false);
        request.worksOn(unsubscribing(prefix.filterAtBroker(filter))
                .subscribe(
                        () -> answer(request, new BrokerEvent.Unsubscribed(token, true)),
                        error -> answer(request, new BrokerEvent.Unsubscribed(token, BrokerErrors.isAnswer(error)))));
    }

    private void answer(RequestsUnderWay.Request request, BrokerEvent event) {
        if (requests.take(request)) {
            listener.onEvent(event);
        }
    }

    /** Whether the library's memory of the session does not go with the broker's, so that a new client has to take over. */
    boolean isSpoilt() {
        return spoilt;
    }

    /** Whether it was made for an earlier leg, and has not connected since. */
    boolean isAdopted() {
        return adopted;
    }

    /** Tells this one from now on; what it has not acknowledged yet is delivered to it when the session is resumed. */
    void adoptedBy(Listener newListener) {
        listener = newListener;
        adopted = true;
        onSessionEnd = null;
    }

    /** Nobody is told any more; {@code then} runs when the broker must have forgotten the session. */
    void park(Listener nobody, Runnable then) {
        listener = nobody;
        publishes.takeAll();
        held.onConnectionEnded();
        onSessionEnd = then;
    }

    /** Cuts all ties with the library, which may hold on to its part for long. */
    void discard() {
        onSessionEnd = null;
        dispose(arrivals);
        dispose(results);
        dispose(releases);
        dispose(work);
        arrivals = null;
        results = null;
        releases = null;
        work = null;
        stream = null;
    }

    private static void dispose(@Nullable Disposable disposable) {
        if (disposable != null) {
            disposable.dispose();
        }
    }
}
