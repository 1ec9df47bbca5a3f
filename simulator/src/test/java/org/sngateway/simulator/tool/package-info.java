@NullMarked
package org.sngateway.simulator.tool;

import org.jspecify.annotations.NullMarked;
