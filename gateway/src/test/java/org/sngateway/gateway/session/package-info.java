/** Tests of the engine, on fixtures without clock, thread or socket. */
@NullMarked
package org.sngateway.gateway.session;

import org.jspecify.annotations.NullMarked;
