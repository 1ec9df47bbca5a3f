@NullMarked
package org.sngateway.simulator.check;

import org.jspecify.annotations.NullMarked;
