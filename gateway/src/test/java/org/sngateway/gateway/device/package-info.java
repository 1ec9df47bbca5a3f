/** Devices on real UDP sockets, for integration tests of a whole gateway. */
@NullMarked
package org.sngateway.gateway.device;

import org.jspecify.annotations.NullMarked;
