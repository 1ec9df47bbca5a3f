package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;

/**
 * One application message of a run.
 *
 * @param atNanos since the start of the world
 * @param key its unique name, which its payload begins with
 * @param device who publishes it, an index; {@link #BACKEND} for a client of the broker
 */
record Traffic(long atNanos, String key, int device, String topic, Qos qos, boolean retain) {
    static final int BACKEND = -1;
}
