/** The counters and the view as a page for Prometheus. The only code that sees its library. */
@NullMarked
package org.sngateway.gateway.adapter.observe.metrics;

import org.jspecify.annotations.NullMarked;
