@NullMarked
package org.sngateway.gateway.doctor;

import org.jspecify.annotations.NullMarked;
