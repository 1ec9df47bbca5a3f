/** The window over HTTP: health, metrics. The only code that sees Vert.x. */
@NullMarked
package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.NullMarked;
