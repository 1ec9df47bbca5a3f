/** A whole sensor network in one thread: virtual time, network, broker, store and devices around the real engine. */
@NullMarked
package org.sngateway.simulator.world;

import org.jspecify.annotations.NullMarked;
