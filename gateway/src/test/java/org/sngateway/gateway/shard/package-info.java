@NullMarked
package org.sngateway.gateway.shard;

import org.jspecify.annotations.NullMarked;
