/** UDP sockets by the thousand on one event-loop thread, for whoever plays devices: they encode, decode and batch. */
@NullMarked
package org.sngateway.simulator.udp;

import org.jspecify.annotations.NullMarked;
