/** Real brokers for integration tests. */
@NullMarked
package org.sngateway.gateway.broker;

import org.jspecify.annotations.NullMarked;
