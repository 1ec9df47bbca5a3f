/**
 * The demonstration: the real gateway with its embedded broker, simulated things over real UDP and a rule on the broker
 * side, in one process.
 */
@NullMarked
package org.sngateway.simulator.demo;

import org.jspecify.annotations.NullMarked;
