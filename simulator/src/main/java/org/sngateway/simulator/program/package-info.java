/** Programs on this machine that a test starts, stops, kills and starts again. */
@NullMarked
package org.sngateway.simulator.program;

import org.jspecify.annotations.NullMarked;
