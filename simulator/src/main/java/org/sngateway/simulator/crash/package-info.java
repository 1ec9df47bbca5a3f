/**
 * Crash tests of the packaged gateway, with a real Mosquitto and devices over real UDP: who is killed when, what was
 * promised to whom, and whether it was kept.
 */
@NullMarked
package org.sngateway.simulator.crash;

import org.jspecify.annotations.NullMarked;
