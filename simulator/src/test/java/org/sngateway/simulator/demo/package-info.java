@NullMarked
package org.sngateway.simulator.demo;

import org.jspecify.annotations.NullMarked;
