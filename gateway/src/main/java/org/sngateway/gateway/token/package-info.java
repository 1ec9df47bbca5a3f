/** The secret with which programs and people prove that they may look at the gateway. */
@NullMarked
package org.sngateway.gateway.token;

import org.jspecify.annotations.NullMarked;
