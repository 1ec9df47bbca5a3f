@NullMarked
package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.NullMarked;
