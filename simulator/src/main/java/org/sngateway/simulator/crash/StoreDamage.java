package org.sngateway.simulator.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages the gateway's store in several ways: each time it must start, say what it lost, keep the file, and serve. */
public final class StoreDamage {
    private static final String FILE = "sessions.db";
    private static final long LOAD_MILLIS = 1_500;
    private static final long SERVED_MILLIS_MAX = 30_000;

    // configuration
    private final CrashSettings settings;
    private final int devices;
    private final CrashReport report;

    // lives as long as the run
    private final Random random;

    /** What is done to the file. */
    private enum Damage {
        CUT_IN_HALF(true),
        CUT_TO_NOTHING(false),
        RANDOM_OCTETS_INSIDE(true),
        RANDOM_OCTETS(true),
        TEXT(true),
        WAL_REMOVED(false);

        /** Whether the gateway must notice: an empty file, or one without its log, is a valid one. */
        final boolean isNoticed;

        Damage(boolean isNoticed) {
            this.isNoticed = isNoticed;
        }
    }

    public StoreDamage(CrashSettings settings, int devices, CrashReport report) {
        this.settings = settings;
        this.devices = devices;
        this.report = report;
        random = new Random(settings.seed());
    }

    /** Runs to the end; the report says what was wrong. */
    public void run() {
        try (Site site = new Site(settings, false);
                Load load = new Load(site, Shapes.mixed(devices, 1_000), settings.seed())) {
            load.begin();
            Damage[] all = Damage.values();
            for (int i = 0; i < all.length; i++) {
                load.onRound(i + 1, true, false);
                damage(load, all[i]);
            }
            load.calm();
            report.failForEach("the gateway complains about itself", site.gateway.complaints());
        }
    }

    private void damage(Load load, Damage damage) {
        Waiting.pass(LOAD_MILLIS);
        load.site.gateway.kill();
        Path file = load.site.storage.resolve(FILE);
        if (!Files.exists(file)) {
            report.fail("there is no store at %s", file);
            load.site.startGateway();
            return;
        }
        byte[] damaged = apply(damage, file);
        int toldBefore = load.site.gateway.log().size();
        load.fleet.mark();
        load.site.startGateway();
        long promisedBefore = load.uplinks.promised();
        boolean isServed = Waiting.until(
                SERVED_MILLIS_MAX,
                () -> load.fleet.servedNanos() != 0 && load.uplinks.promised() - promisedBefore >= devices);
        List<String> told = load.site.gateway.log();
        List<String> complaints = told.subList(toldBefore, told.size()).stream()
                .filter(line -> line.contains("event=store."))
                .toList();
        boolean isKept = holdsCopy(load.site.storage, damaged);
        report.line("%-20s served: %s, kept: %s, said: %s", damage, isServed, isKept, complaints);
        if (!isServed) {
            report.fail("after %s not all devices were served", damage);
        }
        if (damage.isNoticed && (!isKept || complaints.isEmpty())) {
            report.fail(
                    "after %s the damaged file was %s, and the log says %s",
                    damage, isKept ? "kept" : "gone", complaints);
        }
    }

    /** Damages the file; what it holds afterwards. */
    private byte[] apply(Damage damage, Path file) {
        Path wal = file.resolveSibling(FILE + "-wal");
        try {
            byte[] octets = Files.readAllBytes(file);
            switch (damage) {
                case CUT_IN_HALF -> octets = Arrays.copyOf(octets, octets.length / 2 - octets.length / 2 % 512 + 100);
                case CUT_TO_NOTHING -> octets = new byte[0];
                case RANDOM_OCTETS_INSIDE -> overwrite(octets, octets.length / 4, octets.length);
                case RANDOM_OCTETS -> overwrite(octets, 0, octets.length);
                case TEXT -> octets = "This is no database.\n".repeat(100).getBytes(StandardCharsets.UTF_8);
                case WAL_REMOVED -> Files.deleteIfExists(wal);
            }
            Files.write(file, octets);
            if (damage.isNoticed) {
                // The log would repair part of it.
                Files.deleteIfExists(wal);
            }
            return octets;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void overwrite(byte[] octets, int from, int to) {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, octets, from, noise.length);
    }

    private static boolean holdsCopy(Path folder, byte[] wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(FILE))
                    .anyMatch(file -> Arrays.equals(wanted, read(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException gone) {
            return new byte[0];
        }
    }
}
