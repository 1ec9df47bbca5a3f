/** What all reports need to write text that others made into HTML, XML and terminals without its doing anything there. */
@NullMarked
package org.sngateway.simulator.markup;

import org.jspecify.annotations.NullMarked;
