/** What a scenario file says, as values: fleets, links, what the broker's side does, a timeline and thresholds. */
@NullMarked
package org.sngateway.simulator.scenario;

import org.jspecify.annotations.NullMarked;
