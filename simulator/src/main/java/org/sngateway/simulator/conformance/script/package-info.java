/**
 * What conformance tests are written in: scripted devices over real UDP, topics watched at the broker, the trace of both.
 * Real time, blocking calls, every wait bounded. Knows the codec, and nothing of any gateway.
 */
@NullMarked
package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.NullMarked;
