/** Copies of what the engine knows, for people and programs that look at it: values only, safe for all threads. */
@NullMarked
package org.sngateway.gateway.session.view;

import org.jspecify.annotations.NullMarked;
