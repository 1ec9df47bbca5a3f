package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;

/**
 * How a leg is to be opened.
 *
 * @param epoch names this attempt; the events it causes carry it, so that late ones of earlier attempts are known
 * @param cleanStart whether the broker is to forget its session of this client id first. Otherwise it is resumed
 * @param cleanSession whether the device asked for a clean session: decides how long the broker keeps the session
 *     should this gateway never return, not whether a reconnect resumes it
 * @param will what the broker publishes if this gateway vanishes; {@code null} for none
 * @param brokerIdentity {@link ClientProfile#brokerIdentity} of the device
 */
public record LegOptions(
        long epoch,
        boolean cleanStart,
        boolean cleanSession,
        @Nullable Will will,
        int brokerIdentity) {

    /** A leg under the gateway's own user name. */
    public LegOptions(long epoch, boolean cleanStart, boolean cleanSession, @Nullable Will will) {
        this(epoch, cleanStart, cleanSession, will, ClientProfile.GATEWAY_IDENTITY);
    }
}
