@NullMarked
package org.sngateway.simulator.conformance.report;

import org.jspecify.annotations.NullMarked;
