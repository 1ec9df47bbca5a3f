/**
 * What the engine needs of the world, and what it tells it: interfaces, records and enums only. A port never calls back
 * into the engine; every result is a later event on the shard's queue.
 */
@NullMarked
package org.sngateway.gateway.session.port;

import org.jspecify.annotations.NullMarked;
