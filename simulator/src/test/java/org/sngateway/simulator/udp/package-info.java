@NullMarked
package org.sngateway.simulator.udp;

import org.jspecify.annotations.NullMarked;
