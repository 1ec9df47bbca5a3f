package org.sngateway.simulator.device;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** The Will that a device gives its gateway when it connects (MQTT-SN 1.2 s.6.3). */
public record DeviceWill(String topic, Octets data, Qos qos, boolean retain) {}
