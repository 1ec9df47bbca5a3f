/** Datagrams as they are on the wire, for people who watch them, and as files that other programs read. */
@NullMarked
package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.NullMarked;
