/** The program {@code sn-sim}: its commands and their options. */
@NullMarked
package org.sngateway.simulator;

import org.jspecify.annotations.NullMarked;
