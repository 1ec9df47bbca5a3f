@NullMarked
package org.sngateway.simulator.measure;

import org.jspecify.annotations.NullMarked;
