/**
 * The threads: a {@link org.sngateway.gateway.shard.Shard} is one event loop with one engine, a {@link
 * org.sngateway.gateway.shard.ShardGroup} all of them, and the {@link org.sngateway.gateway.shard.ClientDirectory} says
 * which one owns a device. The only code that knows both threads and the engine.
 */
@NullMarked
package org.sngateway.gateway.shard;

import org.jspecify.annotations.NullMarked;
