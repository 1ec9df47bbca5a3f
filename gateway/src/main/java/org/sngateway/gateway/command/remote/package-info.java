/** The way from a command to a gateway that runs, over HTTP. */
@NullMarked
package org.sngateway.gateway.command.remote;

import org.jspecify.annotations.NullMarked;
