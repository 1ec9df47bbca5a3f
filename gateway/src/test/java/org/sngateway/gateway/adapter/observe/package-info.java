@NullMarked
package org.sngateway.gateway.adapter.observe;

import org.jspecify.annotations.NullMarked;
