/** What commands show of a gateway that runs: its JSON answers as text for a terminal. */
@NullMarked
package org.sngateway.gateway.command.screen;

import org.jspecify.annotations.NullMarked;
