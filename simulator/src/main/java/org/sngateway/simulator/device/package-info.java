/**
 * An MQTT-SN 1.2 device as a value machine: messages and deadlines in, messages out. Knows the codec and the Java
 * platform only; no clock, no thread, no socket, so that one device serves the simulated world and real UDP alike.
 */
@NullMarked
package org.sngateway.simulator.device;

import org.jspecify.annotations.NullMarked;
