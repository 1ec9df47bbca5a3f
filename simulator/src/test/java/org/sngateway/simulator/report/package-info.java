@NullMarked
package org.sngateway.simulator.report;

import org.jspecify.annotations.NullMarked;
