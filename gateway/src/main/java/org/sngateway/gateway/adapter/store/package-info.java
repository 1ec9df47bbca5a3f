/**
 * The durable store: sessions and spooled messages in one SQLite file, written by one thread for all shards.
 * {@link org.sngateway.gateway.adapter.store.SqliteStore} is the way in.
 */
@NullMarked
package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.NullMarked;
