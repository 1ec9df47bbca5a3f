@NullMarked
package org.sngateway.simulator;

import org.jspecify.annotations.NullMarked;
