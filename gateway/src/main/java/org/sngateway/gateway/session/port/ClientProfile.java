package org.sngateway.gateway.session.port;

import java.util.List;

/**
 * What a device may do and what it cannot stand; chosen by configuration for its client id and address.
 *
 * @param publish filters it may publish to, {@code {client_id}} already replaced; empty allows everything
 * @param subscribe filters it may subscribe within; empty allows everything
 * @param dupAllowed whether repeated PUBLISHes to it carry the DUP flag; RIOT emcute refuses those (SN12-IOP-01)
 * @param packetOctetsMax the largest message it can receive (SN12-SIZ-03)
 * @param brokerIdentity which user name its leg presents to the broker: a number that {@link ClientPolicy} and the broker
 *     adapter agree on
 * @param expectEverySeconds a message is expected from it at least so often; 0 expects none. Nothing depends on it but what
 *     views show
 */
public record ClientProfile(
        List<String> publish,
        List<String> subscribe,
        boolean dupAllowed,
        int packetOctetsMax,
        int brokerIdentity,
        int expectEverySeconds) {
    /** The identity of the gateway itself. */
    public static final int GATEWAY_IDENTITY = -1;

    /** A device that the broker knows under the gateway's own user name. */
    public ClientProfile(List<String> publish, List<String> subscribe, boolean dupAllowed, int packetOctetsMax) {
        this(publish, subscribe, dupAllowed, packetOctetsMax, GATEWAY_IDENTITY, 0);
    }
}
