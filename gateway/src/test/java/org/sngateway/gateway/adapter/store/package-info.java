@NullMarked
package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.NullMarked;
