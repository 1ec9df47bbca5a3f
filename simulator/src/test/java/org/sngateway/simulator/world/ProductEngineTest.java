package org.sngateway.simulator.world;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.EngineSettings;
import org.sngateway.gateway.config.BrokerConfig;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.session.EngineOptions;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What a scenario meets in virtual time is what the program does when nothing is configured. */
class ProductEngineTest {
    private static final long SEED = 7;

    private final GatewayConfig defaults = load();
    private final EngineOptions product = EngineSettings.of(defaults, SEED);
    private final EngineOptions simulated = ProductEngine.options(false, 0, SEED);

    private static GatewayConfig load() {
        LoadResult result = ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), List.of()));
        return ((LoadResult.Loaded) result).config();
    }

    @Test
    void engineHasTheProgramsDefaults() {
        assertThat(simulated.timing()).isEqualTo(product.timing());
        assertThat(simulated.sleep()).isEqualTo(product.sleep());
        assertThat(simulated.capacity()).isEqualTo(product.capacity());
        assertThat(simulated.upstream()).isEqualTo(product.upstream());
        assertThat(simulated.identity().clientIdOctetsMax())
                .isEqualTo(product.identity().clientIdOctetsMax());
    }

    @Test
    void spoolAndWindowAreTheProgramsToo() {
        BrokerConfig.Spool spool = defaults.broker().spool();
        assertThat(ProductEngine.store().spoolMessagesMax()).isEqualTo(spool.maxMessages());
        assertThat(ProductEngine.store().spoolOctetsMax()).isEqualTo(spool.maxBytes());
        assertThat(ProductEngine.store().flushNanos())
                .isEqualTo(defaults.storage().flush().toNanos());
        assertThat(ProductEngine.broker().window()).isEqualTo(product.capacity().bufferMessagesMax());
    }
}
