/**
 * What people and machines see of the gateway: log lines with stable event names, and counters. Every line and every
 * count has its cause in one call of the engine's observer.
 */
@NullMarked
package org.sngateway.gateway.adapter.observe;

import org.jspecify.annotations.NullMarked;
