package org.sngateway.gateway.session;

import java.util.List;
import java.util.function.UnaryOperator;

/** The engine's options as the product's defaults have them, with small limits where a test has to reach them. */
final class TestOptions {
    private static final long SECOND = EngineFixture.SECOND;

    private TestOptions() {}

    static EngineOptions defaults() {
        return new EngineOptions(
                new EngineOptions.Identity(1, List.of(0L), peer -> true, 128),
                new EngineOptions.Timing(
                        10 * SECOND, 4, 90 * SECOND, 24 * 3600 * SECOND, false, Tolerance.SPECIFICATION),
                new EngineOptions.Sleep(86_400, EngineOptions.WakeFrom.SAME_IP, true, true, 10, 0),
                new EngineOptions.Capacity(8, 50, 10, 100, 65_536, 24 * 3600 * SECOND, 7 * 24 * 3600 * SECOND, true),
                new EngineOptions.Admission(
                        50,
                        new Rate(1000, 1000),
                        new Rate(1000, 1000),
                        new Rate(1, 3),
                        new Rate(1000, 1000),
                        new Rate(1000, 1000),
                        100),
                new EngineOptions.Upstream(EngineFixture.CONNECT_SLOTS, SECOND, 60 * SECOND, 24 * 3600 * SECOND, 0),
                new EngineOptions.PublishMinusOne(false, peer -> true, List.of(), new Rate(100, 100), false));
    }

    static UnaryOperator<EngineOptions> timing(UnaryOperator<EngineOptions.Timing> change) {
        return o -> new EngineOptions(
                o.identity(),
                change.apply(o.timing()),
                o.sleep(),
                o.capacity(),
                o.admission(),
                o.upstream(),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> identity(UnaryOperator<EngineOptions.Identity> change) {
        return o -> new EngineOptions(
                change.apply(o.identity()),
                o.timing(),
                o.sleep(),
                o.capacity(),
                o.admission(),
                o.upstream(),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> sleep(UnaryOperator<EngineOptions.Sleep> change) {
        return o -> new EngineOptions(
                o.identity(),
                o.timing(),
                change.apply(o.sleep()),
                o.capacity(),
                o.admission(),
                o.upstream(),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> capacity(UnaryOperator<EngineOptions.Capacity> change) {
        return o -> new EngineOptions(
                o.identity(),
                o.timing(),
                o.sleep(),
                change.apply(o.capacity()),
                o.admission(),
                o.upstream(),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> admission(UnaryOperator<EngineOptions.Admission> change) {
        return o -> new EngineOptions(
                o.identity(),
                o.timing(),
                o.sleep(),
                o.capacity(),
                change.apply(o.admission()),
                o.upstream(),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> upstream(UnaryOperator<EngineOptions.Upstream> change) {
        return o -> new EngineOptions(
                o.identity(),
                o.timing(),
                o.sleep(),
                o.capacity(),
                o.admission(),
                change.apply(o.upstream()),
                o.publishMinusOne());
    }

    static UnaryOperator<EngineOptions> minusOne(EngineOptions.PublishMinusOne minusOne) {
        return o -> new EngineOptions(
                o.identity(), o.timing(), o.sleep(), o.capacity(), o.admission(), o.upstream(), minusOne);
    }
}
