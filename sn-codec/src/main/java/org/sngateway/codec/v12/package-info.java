/**
 * The messages of MQTT-SN 1.2 as values: one record per message type, none of them aware of the octets it came from.
 */
@NullMarked
package org.sngateway.codec.v12;

import org.jspecify.annotations.NullMarked;
