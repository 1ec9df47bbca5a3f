/** Tests any MQTT-SN 1.2 gateway from outside, over UDP and at its broker: the catalogue of tests, and their run. */
@NullMarked
package org.sngateway.simulator.conformance;

import org.jspecify.annotations.NullMarked;
