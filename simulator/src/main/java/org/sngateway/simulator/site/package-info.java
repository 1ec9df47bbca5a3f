/**
 * Where a run takes place in reality: UDP sockets, this machine's clock, a broker's client, and the programs around them. One
 * event-loop thread does everything that a fleet does; the broker's client and programs have threads of their own, which
 * hand over what they have to say.
 */
@NullMarked
package org.sngateway.simulator.site;

import org.jspecify.annotations.NullMarked;
