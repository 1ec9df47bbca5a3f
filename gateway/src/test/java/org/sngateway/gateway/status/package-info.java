@NullMarked
package org.sngateway.gateway.status;

import org.jspecify.annotations.NullMarked;
