package org.sngateway.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.adapter.http.ConfigControl;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.observe.LogFormat;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.adapter.observe.LogSettings;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.Overrides;
import org.sngateway.gateway.view.RejectedSources;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens when many want to change the configuration at once, or too much of it. */
final class ReloadTest {
    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch adopting = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        goOn.countDown();
    }

    private Reload reload() {
        ConfigLoader.Sources sources =
                new ConfigLoader.Sources(null, Map.of(), List.of("storage.dir=" + folder)).withOverrides();
        LogSettings settings = new LogSettings(LogLevel.ERROR, LogFormat.LOGFMT, false, false, Set.of());
        EventLog log = new EventLog(settings, Clock.systemUTC(), (level, line) -> {});
        Loaded loaded = (Loaded) ConfigLoader.load(sources);
        return new Reload(new Configured(sources, loaded), log, next -> {
            adopting.countDown();
            awaitQuietly(goOn);
            return CompletableFuture.completedFuture(0);
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String refusalOf(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        return call.handle((done, failure) -> failure instanceof Reload.Busy ? failure.getMessage() : "none")
                .join();
    }

    @Test
    void oneReloadRuns_oneWaits_andAThirdIsRefused() {
        Reload reload = reload();
        CompletableFuture<Reload.Result> running = reload.reload("test");
        awaitQuietly(adopting);
        CompletableFuture<Reload.Result> waiting = reload.reload("test");
        assertThat(refusalOf(reload.reload("test"))).startsWith("a reload is running");
        assertThat(running).isNotDone();
        goOn.countDown();
        assertThat(running.join().problems()).isEmpty();
        assertThat(waiting.join().problems()).isEmpty();
        assertThat(reload.reload("test").join().problems())
                .as("there is room again")
                .isEmpty();
    }

    @Test
    void soManyCallsWait_andOneMoreIsRefused_asARequestTopicAndHttpSayIt() {
        Reload reload = reload();
        reload.reload("test");
        awaitQuietly(adopting);
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < Reload.WAITING_MAX; i++) {
            waiting.add(reload.check("log: {level: info}"));
        }
        assertThat(refusalOf(reload.check(""))).contains("8 calls wait");
        assertThat(refusalOf(reload.reload("test"))).contains("8 calls wait");
        assertThat(refusalOf(reload.override("test", former -> former))).contains("8 calls wait");
        ConfigSide http = new ConfigSide(reload, new RejectedSources());
        assertThatThrownBy(() -> http.reload().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConfigControl.Busy.class)
                .hasMessageContaining("8 calls wait");
        goOn.countDown();
        CompletableFuture.allOf(waiting.toArray(new CompletableFuture<?>[0])).join();
        assertThat(reload.reload("test").join().problems()).isEmpty();
    }

    @Test
    void oneAddressMoreThanTheLimit_isAProblemThatNamesIt_andOneCanBeTakenBack() throws Exception {
        goOn.countDown();
        Overrides full = Overrides.NONE;
        for (int i = 0; i < Overrides.ALLOW_MAX; i++) {
            full = full.allowing("192.0." + i / 250 + "." + i % 250);
        }
        full.write(Overrides.file(folder));
        ConfigSide http = new ConfigSide(reload(), new RejectedSources());
        ConfigControl.Change refused =
                http.allow("198.51.100.7", true).toCompletableFuture().join();
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("1000 addresses"));
        assertThat(Files.readString(Overrides.file(folder))).doesNotContain("198.51.100.7");
        assertThat(http.allow("192.0.0.7", false).toCompletableFuture().join().problems())
                .isEmpty();
        assertThat(http.allow("198.51.100.7", true).toCompletableFuture().join().problems())
                .isEmpty();
        assertThat(Files.readString(Overrides.file(folder))).contains("198.51.100.7");
    }
}
