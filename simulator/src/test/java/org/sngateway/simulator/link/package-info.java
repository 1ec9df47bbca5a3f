@NullMarked
package org.sngateway.simulator.link;

import org.jspecify.annotations.NullMarked;
