/**
 * The device tools: one {@code VirtualDevice} over a plain UDP socket in real time, for people and scripts. Knows the
 * codec and the device; nothing of any gateway, so that they work with all of them.
 */
@NullMarked
package org.sngateway.simulator.tool;

import org.jspecify.annotations.NullMarked;
