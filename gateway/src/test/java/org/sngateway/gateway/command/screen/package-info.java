@NullMarked
package org.sngateway.gateway.command.screen;

import org.jspecify.annotations.NullMarked;
