@NullMarked
package org.sngateway.simulator.scenario;

import org.jspecify.annotations.NullMarked;
