/** What a fleet needs of the place where it runs: time, datagrams, a broker's client, processes. */
@NullMarked
package org.sngateway.simulator.fleet.port;

import org.jspecify.annotations.NullMarked;
