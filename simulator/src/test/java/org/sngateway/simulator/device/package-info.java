@NullMarked
package org.sngateway.simulator.device;

import org.jspecify.annotations.NullMarked;
