/**
 * The run of a scenario: devices, their radios, the timeline, the broker's side, and the books that are kept of all of it. Reads
 * no clock, starts no thread and knows neither sockets nor any gateway: everything comes from a {@code port.Site}.
 */
@NullMarked
package org.sngateway.simulator.fleet;

import org.jspecify.annotations.NullMarked;
