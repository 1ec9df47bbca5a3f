/**
 * The MQTT broker inside the gateway's process, on Apache Artemis: loaded only when somebody starts it, so that a gateway
 * with a broker of its own elsewhere pays nothing for it.
 */
@NullMarked
package org.sngateway.gateway.adapter.embedded;

import org.jspecify.annotations.NullMarked;
