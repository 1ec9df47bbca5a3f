@NullMarked
package org.sngateway.gateway.config;

import org.jspecify.annotations.NullMarked;
