/** Which tests show which requirement of MQTT-SN 1.2. */
@NullMarked
package org.sngateway.gateway.conformance;

import org.jspecify.annotations.NullMarked;
