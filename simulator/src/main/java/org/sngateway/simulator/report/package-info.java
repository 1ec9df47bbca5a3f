/** A run's result for people and programs: terminal, JSON, series, JUnit, one HTML page, two runs side by side. */
@NullMarked
package org.sngateway.simulator.report;

import org.jspecify.annotations.NullMarked;
