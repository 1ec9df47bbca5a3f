@NullMarked
package org.sngateway.simulator.load;

import org.jspecify.annotations.NullMarked;
