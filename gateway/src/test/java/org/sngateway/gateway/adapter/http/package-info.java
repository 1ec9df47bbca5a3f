@NullMarked
package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.NullMarked;
