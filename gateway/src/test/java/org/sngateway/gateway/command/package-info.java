@NullMarked
package org.sngateway.gateway.command;

import org.jspecify.annotations.NullMarked;
