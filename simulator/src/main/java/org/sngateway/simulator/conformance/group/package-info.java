/** The conformance tests of MQTT-SN 1.2, one class for each group; what they expect comes from the specification. */
@NullMarked
package org.sngateway.simulator.conformance.group;

import org.jspecify.annotations.NullMarked;
