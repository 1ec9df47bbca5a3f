@NullMarked
package org.sngateway.simulator.program;

import org.jspecify.annotations.NullMarked;
