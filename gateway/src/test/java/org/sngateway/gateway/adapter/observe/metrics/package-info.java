@NullMarked
package org.sngateway.gateway.adapter.observe.metrics;

import org.jspecify.annotations.NullMarked;
