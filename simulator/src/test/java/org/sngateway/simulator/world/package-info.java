@NullMarked
package org.sngateway.simulator.world;

import org.jspecify.annotations.NullMarked;
