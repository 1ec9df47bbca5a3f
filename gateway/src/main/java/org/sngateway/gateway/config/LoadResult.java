package org.sngateway.gateway.config;

/** What became of loading the configuration. */
public sealed interface LoadResult {

    /**
     * The configuration is fine.
     *
     * @param effective the same as text, with where each value comes from
     * @param overrides what of it was configured on the running gateway
     */
    record Loaded(GatewayConfig config, EffectiveConfig effective, Overrides overrides) implements LoadResult {}

    /** It is not. */
    record Refused(ProblemReport report) implements LoadResult {}
}
