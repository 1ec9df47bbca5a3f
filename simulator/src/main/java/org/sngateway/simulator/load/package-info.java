/**
 * The virtual devices over real UDP: a fleet on one event loop, a publishing, a connecting and a receiving load, and
 * what came of it. Everything that touches a device runs on the loop's thread; commands wait outside.
 */
@NullMarked
package org.sngateway.simulator.load;

import org.jspecify.annotations.NullMarked;
