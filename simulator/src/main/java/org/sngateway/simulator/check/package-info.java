/** What must hold in every world: one class per invariant, fed with the events of a run. */
@NullMarked
package org.sngateway.simulator.check;

import org.jspecify.annotations.NullMarked;
