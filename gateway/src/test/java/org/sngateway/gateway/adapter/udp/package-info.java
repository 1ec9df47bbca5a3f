@NullMarked
package org.sngateway.gateway.adapter.udp;

import org.jspecify.annotations.NullMarked;
