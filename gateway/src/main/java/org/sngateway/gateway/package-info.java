/** The program: command line and wiring. */
@NullMarked
package org.sngateway.gateway;

import org.jspecify.annotations.NullMarked;
