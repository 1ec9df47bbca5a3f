/**
 * Looks at the machine that a gateway runs on, or is to run on, for the faults that cost others days, and says how to mend
 * each. Knows the machine through {@link org.sngateway.gateway.doctor.Machine} only.
 */
@NullMarked
package org.sngateway.gateway.doctor;

import org.jspecify.annotations.NullMarked;
