package org.sngateway.gateway.adapter.broker;

import io.reactivex.disposables.Disposable;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;

import java.util.ArrayList;
import java.util.List;

/** The SUBSCRIBEs and UNSUBSCRIBEs of one MQTT client that have no answer yet. */
final class RequestsUnderWay {

    /** One request. */
    static final class Request {
        private final long token;
        private final boolean subscribes;
        private @Nullable Disposable work;

        private Request(long token, boolean subscribes) {
            this.token = token;
            this.subscribes = subscribes;
        }

        void worksOn(Disposable disposable) {
            work = disposable;
        }
    }

    private static final List<Request> NONE = List.of();

    private List<Request> all = NONE;

    Request add(long token, boolean subscribes) {
        if (all.isEmpty()) {
            all = new ArrayList<>(1);
        }
        Request request = new Request(token, subscribes);
        all.add(request);
        return request;
    }

    /** Whether the request still waits for its answer, which it has now. */
    boolean take(Request request) {
        boolean waited = !all.isEmpty() && all.remove(request);
        if (all.isEmpty()) {
            all = NONE;
        }
        return waited;
    }

    /** Gives up all of them: their connection has failed. What the client does about them later has no effect. */
    List<BrokerEvent> failAll() {
        if (all.isEmpty()) {
            return List.of();
        }
        List<BrokerEvent> events = new ArrayList<>(all.size());
        for (Request request : all) {
            Disposable work = request.work;
            if (work != null) {
                work.dispose();
            }
            events.add(
                    request.subscribes
                            ? new BrokerEvent.SubscribeRejected(request.token, ReturnCode.CONGESTION)
                            : new BrokerEvent.Unsubscribed(request.token, false));
        }
        all = NONE;
        return events;
    }
}
