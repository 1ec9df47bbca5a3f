package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.view.EventBoard;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.json.ChronicleJson;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One open stream of events: what its reader has been shown. A reader who is slow is passed over, and shown later what has
 * changed in all that time: nothing is kept for him but that. Confined to the server's thread.
 */
final class LiveReader {
    private static final int SNAPSHOT_EVENTS = 20;
    private static final int EVENTS_AT_ONCE_MAX = 250;
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** What is about to be sent to one reader. */
    static final class News {
        private final byte @Nullable [] status;
        private final byte[] clients;

        private News(byte @Nullable [] status, byte[] clients) {
            this.status = status;
            this.clients = clients;
        }
    }

    final LiveQuery query;
    private final EventStream stream;
    private final EventBoard board;
    private final SlowReaders slowReaders;
    private @Nullable LiveMoment shown;
    private long eventId;
    private long sentNanos;
    private long statusNanos;

    /** @param lastEventId what the reader names as seen on an earlier stream; {@code null} for nothing */
    LiveReader(LiveQuery query, EventStream stream, LiveSources sources, @Nullable String lastEventId, long nowNanos) {
        this.query = query;
        this.stream = stream;
        this.board = sources.chronicle().events();
        this.slowReaders = sources.slowReaders();
        this.eventId = board.numberOf(lastEventId);
        this.sentNanos = nowNanos;
    }

    /** Which events its snapshot shows: the latest, unless it is about to hear all that it missed. */
    List<GatewayEvent> snapshotEvents() {
        if (eventId >= 0) {
            return List.of();
        }
        List<GatewayEvent> all = board.since(0);
        eventId = all.isEmpty() ? 0 : all.get(all.size() - 1).id();
        List<GatewayEvent> events = all.stream().filter(query::wants).toList();
        return events.subList(Math.max(0, events.size() - SNAPSHOT_EVENTS), events.size());
    }

    void sendSnapshot(LiveMoment moment, byte[] json, long nowNanos) {
        stream.send("snapshot", null, json);
        shown = moment;
        statusNanos = nowNanos;
        sentNanos = nowNanos;
    }

    /** The moment to compare with; {@code null} before the snapshot, and while the reader is slow. */
    @Nullable
    LiveMoment comparable() {
        return stream.isSlow() ? null : shown;
    }

    /** What is said about {@code moment} to a reader who was shown {@code before}. On the worker's thread. */
    static News news(LiveQuery query, LiveMoment before, LiveMoment moment, boolean statusIsDue) {
        boolean tellsStatus = query.wants(LiveQuery.Type.STATUS) && (statusIsDue || moment.hasOtherStatusThan(before));
        return new News(
                tellsStatus ? moment.status() : null,
                query.wants(LiveQuery.Type.CLIENTS) ? moment.changesSince(before, query.clientId()) : new byte[0]);
    }

    /** Whether the status is to be sent although nothing has happened: its clock goes on. */
    boolean isStatusDue(long nowNanos) {
        return nowNanos - statusNanos >= BEAT_NANOS;
    }

    void send(LiveMoment moment, News news, long nowNanos) {
        shown = moment;
        if (news.status != null) {
            stream.send("status", null, news.status);
            statusNanos = nowNanos;
            sentNanos = nowNanos;
        }
        if (news.clients.length > 0) {
            stream.send("clients", null, news.clients);
            sentNanos = nowNanos;
        }
    }

    /** Sends the events that it has not seen, and a sign of life when there is nothing else. */
    void tick(long nowNanos) {
        if (shown == null) {
            return;
        }
        if (stream.isSlow()) {
            slowReaders.passedOver();
            return;
        }
        int sent = 0;
        for (GatewayEvent event : board.since(eventId)) {
            if (sent == EVENTS_AT_ONCE_MAX || stream.isSlow()) {
                break;
            }
            eventId = event.id();
            if (query.wants(event)) {
                stream.send("event", board.nameOf(event.id()), Json.of(json -> ChronicleJson.event(json, event)));
                sentNanos = nowNanos;
                sent++;
            }
        }
        if (nowNanos - sentNanos >= BEAT_NANOS) {
            stream.beat();
            sentNanos = nowNanos;
        }
    }

    void end() {
        stream.end();
    }
}
