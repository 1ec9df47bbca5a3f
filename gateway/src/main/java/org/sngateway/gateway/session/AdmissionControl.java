package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.Peer;

import java.util.HashMap;
import java.util.Map;

/** Limits on new sessions, for each source host and in all (SN12-SEC-01). */
final class AdmissionControl {

    /** A host, whatever its ports. */
    record Host(long addressHigh, long addressLow) {
        static Host of(Peer peer) {
            Peer.Udp endpoint = peer.endpoint();
            return new Host(endpoint.addressHigh(), endpoint.addressLow());
        }
    }

    private EngineOptions.Admission options;
    private final TokenBucket connects;
    private final Strangers.Bounded<Host, TokenBucket> connectsBySource;
    private final Map<Host, Integer> sessionsBySource = new HashMap<>();

    AdmissionControl(EngineOptions.Admission options, long nowNanos) {
        this.options = options;
        this.connects = new TokenBucket(options.connects(), nowNanos);
        this.connectsBySource = new Strangers.Bounded<>(options.sourcesMax());
    }

    /** Other limits from now on. Who has more sessions than they allow keeps them. */
    void adopt(EngineOptions.Admission changed, long nowNanos) {
        options = changed;
        connects.adopt(changed.connects(), nowNanos);
        connectsBySource.limit(changed.sourcesMax());
        connectsBySource.values().forEach(bucket -> bucket.adopt(changed.connectsPerSource(), nowNanos));
    }

    /** Whether another CONNECT from this host may be dealt with now. */
    boolean mayConnect(Host host, long nowNanos) {
        TokenBucket ofSource =
                connectsBySource.computeIfAbsent(host, h -> new TokenBucket(options.connectsPerSource(), nowNanos));
        return ofSource.tryTake(nowNanos) && connects.tryTake(nowNanos);
    }

    /** Counts a new session of this host, unless it has as many as it may. */
    boolean takeSession(Host host) {
        int sessions = sessionsBySource.getOrDefault(host, 0);
        if (sessions >= options.sessionsPerSourceMax()) {
            return false;
        }
        sessionsBySource.put(host, sessions + 1);
        return true;
    }

    /** Counts a session that an earlier process let in, whatever the limit is now. */
    void countRestored(Host host) {
        sessionsBySource.merge(host, 1, Integer::sum);
    }

    void releaseSession(Host host) {
        sessionsBySource.computeIfPresent(host, (h, sessions) -> sessions == 1 ? null : sessions - 1);
    }

    int hosts() {
        return sessionsBySource.size();
    }
}
