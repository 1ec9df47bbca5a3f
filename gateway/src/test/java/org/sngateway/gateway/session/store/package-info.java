@NullMarked
package org.sngateway.gateway.session.store;

import org.jspecify.annotations.NullMarked;
