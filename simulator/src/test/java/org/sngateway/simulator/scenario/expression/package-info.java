@NullMarked
package org.sngateway.simulator.scenario.expression;

import org.jspecify.annotations.NullMarked;
