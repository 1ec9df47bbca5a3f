package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.Peer;

import java.util.List;
import java.util.function.Predicate;

/** Every number and policy of the engine. Times are nanoseconds; the configuration reference explains each. */
public record EngineOptions(
        Identity identity,
        Timing timing,
        Sleep sleep,
        Capacity capacity,
        Admission admission,
        Upstream upstream,
        PublishMinusOne publishMinusOne) {

    /**
     * What the gateway is on its sensor network.
     *
     * @param gwId 0..255
     * @param advertiseNanos period of ADVERTISE per listener; 0 for none
     * @param forwarders which hosts may encapsulate (SN12-ENC-11)
     * @param clientIdOctetsMax the longest client id
     */
    public record Identity(
            int gwId, List<Long> advertiseNanos, Predicate<Peer.Udp> forwarders, int clientIdOctetsMax) {}

    /**
     * @param retryNanos T_retry of the gateway's own messages
     * @param retriesMax N_retry: repetitions after the first transmission
     * @param transactionNanos how long a handshake may take, an answer to DISCONNECT is repeated and a reply remembered
     * @param idleNanos how long a device with keep-alive 0 may be silent
     * @param probe whether an active device is sent a PINGREQ before it is declared lost
     * @param tolerance what is added to keep-alive and sleep duration
     */
    public record Timing(
            long retryNanos,
            int retriesMax,
            long transactionNanos,
            long idleNanos,
            boolean probe,
            Tolerance tolerance) {}

    /** From which address a wake-up PINGREQ may come (SN12-AMB-25). */
    public enum WakeFrom {
        NEVER,
        SAME_IP,
        ANY
    }

    /**
     * @param durationSecondsMax the longest sleep that is supervised; longer ones are cut to it
     * @param preserveOnConnect whether CONNECT from a sleeper keeps its session whatever CleanSession says (SN12-AMB-01)
     * @param lenientUplink whether a sleeper's requests are served without CONNECT (SN12-AMB-30)
     * @param wakesMax in how many wakes and connections a message may stay unanswered before it is given up
     * @param messagesPerWakeMax how many messages one wake delivers; 0 for all
     */
    public record Sleep(
            int durationSecondsMax,
            WakeFrom wakeFrom,
            boolean preserveOnConnect,
            boolean lenientUplink,
            int wakesMax,
            int messagesPerWakeMax) {}

    /**
     * Limits per device.
     *
     * @param bufferOctetsMax of QoS 0 messages; acknowledged ones are bounded by count and packet size
     * @param bufferAgeNanosMax a message older than this is expired
     * @param sessionNanos how long a disconnected or lost session with CleanSession 0 is kept
     * @param keepWill whether a Will survives its own publication (SN12-AMB-32)
     * @param keepLatest filters of the topics of which only the newest message is kept for a device
     */
    public record Capacity(
            int uplinkWindow,
            int topicsMax,
            int subscriptionsMax,
            int bufferMessagesMax,
            int bufferOctetsMax,
            long bufferAgeNanosMax,
            long sessionNanos,
            boolean keepWill,
            List<String> keepLatest) {

        /** With every message of every topic kept. */
        public Capacity(
                int uplinkWindow,
                int topicsMax,
                int subscriptionsMax,
                int bufferMessagesMax,
                int bufferOctetsMax,
                long bufferAgeNanosMax,
                long sessionNanos,
                boolean keepWill) {
            this(
                    uplinkWindow,
                    topicsMax,
                    subscriptionsMax,
                    bufferMessagesMax,
                    bufferOctetsMax,
                    bufferAgeNanosMax,
                    sessionNanos,
                    keepWill,
                    List.of());
        }

        /**
         * How many QoS 1 and 2 messages are held for each place of the sleep buffer. A broker with a window of its own may send
         * more of them than there are places; the MQTT client holds them anyway, and refusing a QoS 2 message would cost its
         * session with the broker.
         */
        public static final int HELD_PER_PLACE = 20;
    }

    /**
     * Limits before any session exists.
     *
     * @param searches answers to SEARCHGW through multicast groups, each of which the whole network hears
     * @param sourcesMax how many sources are remembered for rate limits; beyond it the longest unseen is forgotten
     */
    public record Admission(
            int sessionsPerSourceMax,
            Rate connectsPerSource,
            Rate connects,
            Rate disconnectsPerSource,
            Rate disconnects,
            Rate searches,
            int sourcesMax) {}

    /**
     * The legs to the broker.
     *
     * @param connectsAtOnceMax legs being opened at the same time
     * @param awayNanosMax how long devices stay connected while the broker is away
     * @param jitterSeed where the random part of the back-off starts; 0 switches it off
     * @param spoolsQos0 whether QoS 0 messages are stored, too, while the leg is down
     */
    public record Upstream(
            int connectsAtOnceMax,
            long reconnectMinNanos,
            long reconnectMaxNanos,
            long awayNanosMax,
            long jitterSeed,
            boolean spoolsQos0) {

        /** With the spool for acknowledged messages only. */
        public Upstream(
                int connectsAtOnceMax,
                long reconnectMinNanos,
                long reconnectMaxNanos,
                long awayNanosMax,
                long jitterSeed) {
            this(connectsAtOnceMax, reconnectMinNanos, reconnectMaxNanos, awayNanosMax, jitterSeed, false);
        }
    }

    /** QoS -1 (SN12-QM1-06): off unless wanted, and then only for these senders and topics. */
    public record PublishMinusOne(
            boolean enabled, Predicate<Peer.Udp> senders, List<String> topics, Rate rate, boolean retain) {}
}
