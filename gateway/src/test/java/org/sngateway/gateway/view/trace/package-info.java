@NullMarked
package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.NullMarked;
