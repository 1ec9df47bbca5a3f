/** What a payload's fields are made of: {@code sine(21, 4, 24h) + noise(0.2)}. */
@NullMarked
package org.sngateway.simulator.scenario.expression;

import org.jspecify.annotations.NullMarked;
