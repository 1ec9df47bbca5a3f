@NullMarked
package org.sngateway.gateway.adapter.embedded;

import org.jspecify.annotations.NullMarked;
