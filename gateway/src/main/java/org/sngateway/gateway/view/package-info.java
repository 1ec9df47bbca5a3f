/** One view of the whole gateway, collected from its shards; what every window to the outside shows. */
@NullMarked
package org.sngateway.gateway.view;

import org.jspecify.annotations.NullMarked;
