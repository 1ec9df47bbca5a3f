/** Links that lose, delay, repeat and overtake, and the NAT boxes on the way: no socket, no clock, no thread. */
@NullMarked
package org.sngateway.simulator.link;

import org.jspecify.annotations.NullMarked;
