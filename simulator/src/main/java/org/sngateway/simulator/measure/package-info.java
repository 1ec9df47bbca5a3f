/** What a run found out: figures by metric, histograms, a time series, stories of devices, the verdict. */
@NullMarked
package org.sngateway.simulator.measure;

import org.jspecify.annotations.NullMarked;
