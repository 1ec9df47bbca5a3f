/** What the gateway tells about itself and its devices on topics of the broker. */
@NullMarked
package org.sngateway.gateway.status;

import org.jspecify.annotations.NullMarked;
