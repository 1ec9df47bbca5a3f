@NullMarked
package org.sngateway.simulator.site;

import org.jspecify.annotations.NullMarked;
