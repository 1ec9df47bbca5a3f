/**
 * The codec's public face: {@link org.sngateway.codec.SnDecoder} turns a datagram into a message, {@link
 * org.sngateway.codec.SnEncoder} a message into a datagram, {@link org.sngateway.codec.SnText} a message into a line of
 * text. Needs nothing but the Java platform.
 */
@NullMarked
package org.sngateway.codec;

import org.jspecify.annotations.NullMarked;
