/** What views hold, as JSON: the same names in every window, REST, streams of events, status topics. */
@NullMarked
package org.sngateway.gateway.view.json;

import org.jspecify.annotations.NullMarked;
