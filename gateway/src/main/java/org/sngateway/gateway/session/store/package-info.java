/**
 * What a store holds, as a plain data structure: the meaning of every {@link org.sngateway.gateway.session.port.StoreWrite},
 * which stores on disk are compared with and simulated ones are made of. Pure, like the engine.
 */
@NullMarked
package org.sngateway.gateway.session.store;

import org.jspecify.annotations.NullMarked;
