/** A real browser, for tests of pages. */
@NullMarked
package org.sngateway.gateway.browser;

import org.jspecify.annotations.NullMarked;
