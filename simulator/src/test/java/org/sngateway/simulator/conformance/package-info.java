@NullMarked
package org.sngateway.simulator.conformance;

import org.jspecify.annotations.NullMarked;
