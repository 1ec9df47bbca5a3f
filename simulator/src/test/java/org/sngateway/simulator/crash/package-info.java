@NullMarked
package org.sngateway.simulator.crash;

import org.jspecify.annotations.NullMarked;
