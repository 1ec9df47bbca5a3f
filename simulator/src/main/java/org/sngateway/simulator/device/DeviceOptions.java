package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What one device is like.
 *
 * @param keepAliveSeconds 0..65535; 0 means that the device never pings
 * @param retryNanos T_retry: how long a request waits before it is repeated
 * @param retriesMax N_retry: how often a request is repeated before the connection counts as lost
 * @param windowMessagesMax QoS 1 and 2 messages that may be outstanding at a time
 * @param predefined names of the predefined topic ids that the device knows
 * @param lateNanosMax how long after its release a QoS 2 message is remembered: a network that overtakes and repeats may
 *     bring another copy as late as that. 0 where that cannot happen
 */
public record DeviceOptions(
        String clientId,
        boolean cleanSession,
        int keepAliveSeconds,
        @Nullable DeviceWill will,
        long retryNanos,
        int retriesMax,
        int windowMessagesMax,
        Map<Integer, String> predefined,
        long lateNanosMax) {

    /** The widest window: message ids must suffice for it. */
    public static final int WINDOW_MESSAGES_MAX = 10_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    public DeviceOptions {
        if (windowMessagesMax < 1 || windowMessagesMax > WINDOW_MESSAGES_MAX || retryNanos < 1 || retriesMax < 0) {
            throw new IllegalArgumentException("window of " + windowMessagesMax + " messages, T_retry " + retryNanos
                    + " ns, N_retry " + retriesMax);
        }
        predefined = Map.copyOf(predefined);
    }

    /** A clean session, keep-alive of 60 s, no Will, T_retry 10 s, N_retry 3, one message outstanding. */
    public static DeviceOptions of(String clientId) {
        return new DeviceOptions(clientId, true, 60, null, 10 * SECOND_NANOS, 3, 1, Map.of(), 0);
    }

    public DeviceOptions withCleanSession(boolean clean) {
        return new DeviceOptions(
                clientId,
                clean,
                keepAliveSeconds,
                will,
                retryNanos,
                retriesMax,
                windowMessagesMax,
                predefined,
                lateNanosMax);
    }

    public DeviceOptions withKeepAliveSeconds(int seconds) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                seconds,
                will,
                retryNanos,
                retriesMax,
                windowMessagesMax,
                predefined,
                lateNanosMax);
    }

    public DeviceOptions withWill(DeviceWill newWill) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                keepAliveSeconds,
                newWill,
                retryNanos,
                retriesMax,
                windowMessagesMax,
                predefined,
                lateNanosMax);
    }

    public DeviceOptions withRetries(long nanos, int retries) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                keepAliveSeconds,
                will,
                nanos,
                retries,
                windowMessagesMax,
                predefined,
                lateNanosMax);
    }

    public DeviceOptions withWindowMessagesMax(int messages) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                keepAliveSeconds,
                will,
                retryNanos,
                retriesMax,
                messages,
                predefined,
                lateNanosMax);
    }

    public DeviceOptions withPredefined(Map<Integer, String> topics) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                keepAliveSeconds,
                will,
                retryNanos,
                retriesMax,
                windowMessagesMax,
                topics,
                lateNanosMax);
    }

    public DeviceOptions withLateNanosMax(long nanos) {
        return new DeviceOptions(
                clientId,
                cleanSession,
                keepAliveSeconds,
                will,
                retryNanos,
                retriesMax,
                windowMessagesMax,
                predefined,
                nanos);
    }
}
