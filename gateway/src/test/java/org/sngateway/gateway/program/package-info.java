/** The program as it is packaged, met from outside: its command line, its log, its signals, its sockets. */
@NullMarked
package org.sngateway.gateway.program;

import org.jspecify.annotations.NullMarked;
