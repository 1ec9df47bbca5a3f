@NullMarked
package org.sngateway.gateway.view;

import org.jspecify.annotations.NullMarked;
