/** Runs the pages of {@code docs/} from their own source. */
@NullMarked
package org.sngateway.simulator.docs;

import org.jspecify.annotations.NullMarked;
