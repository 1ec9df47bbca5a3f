@NullMarked
package org.sngateway.simulator.fleet;

import org.jspecify.annotations.NullMarked;
