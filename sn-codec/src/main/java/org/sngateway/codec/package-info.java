/**
 * The codec's public face: {@link org.sngateway.codec.SnDecoder} turns a datagram into a message, {@link
 * org.sngateway.codec.SnEncoder} a message into a datagram. Needs nothing but the Java platform.
 */
@NullMarked
package org.sngateway.codec;

import org.jspecify.annotations.NullMarked;
