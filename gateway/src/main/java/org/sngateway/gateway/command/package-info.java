/** The command line of the gateway: what is typed, what is printed, and the exit codes. */
@NullMarked
package org.sngateway.gateway.command;

import org.jspecify.annotations.NullMarked;
