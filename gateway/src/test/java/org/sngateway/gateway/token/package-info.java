@NullMarked
package org.sngateway.gateway.token;

import org.jspecify.annotations.NullMarked;
