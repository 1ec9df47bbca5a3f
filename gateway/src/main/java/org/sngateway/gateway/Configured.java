package org.sngateway.gateway;

import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.LoadResult.Loaded;

/**
 * A configuration, and where it can be read again.
 *
 * @param loaded what {@code sources} said at the start
 */
record Configured(ConfigLoader.Sources sources, Loaded loaded) {}
