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
    private static final long LOAD_MILLIS = 800;
    private static final long SERVED_MILLIS_MAX = 30_000;

    // configuration
    private final CrashSettings settings;
    private final int devices;
    private final CrashReport report;

    // lives as long as the run
    private final Random random;

    /** How the gateway ended before, and what is done to its file. */
    private enum Damage {
        STOPPED_CUT_IN_HALF(true, true),
        STOPPED_CUT_TO_100_OCTETS(true, true),
        STOPPED_CUT_TO_NOTHING(true, true),
        STOPPED_RANDOM_OCTETS_INSIDE(true, true),
        STOPPED_RANDOM_OCTETS(true, true),
        STOPPED_TEXT(true, true),
        /** The log still has every page, so that nothing is lost and there is nothing to say. */
        KILLED_RANDOM_OCTETS(false, false),
        /** Nobody can tell from the file alone that its log was taken away, nor that its last commits were. */
        KILLED_LOG_REMOVED(false, false),
        KILLED_LOG_CUT(false, false),
        /** Commits follow that belong to the log and cannot be used: a loss that can be told. */
        KILLED_LOG_RANDOM_OCTETS_INSIDE(false, true);

        /** SIGTERM, after which everything is in the file; else SIGKILL, after which much is in its log. */
        final boolean isStopped;

        /** Whether the gateway must notice. */
        final boolean isNoticed;

        Damage(boolean isStopped, boolean isNoticed) {
            this.isStopped = isStopped;
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
        if (damage.isStopped) {
            load.site.gateway.stop();
        } else {
            load.site.gateway.kill();
        }
        Path file = load.site.storage.resolve(FILE);
        if (!Files.exists(file)) {
            report.fail("there is no store at %s", file);
            load.site.startGateway();
            return;
        }
        byte[] damaged = apply(damage, file);
        int startOversBefore = load.fleet.startOvers().size();
        int toldBefore = load.site.gateway.log().size();
        load.fleet.mark();
        load.site.startGateway();
        long promisedBefore = load.uplinks.promised();
        boolean isServed = Waiting.until(
                SERVED_MILLIS_MAX,
                () -> load.fleet.servedNanos() != 0 && load.uplinks.promised() - promisedBefore >= devices);
        List<String> told = load.site.gateway.log();
        List<String> complaints = told.subList(toldBefore, told.size()).stream()
                .filter(line -> line.contains("event=storage.damaged"))
                .toList();
        boolean isKept = holdsCopy(load.site.storage, damaged);
        report.line(
                "%-31s served: %s, kept: %s, started over: %d, said: %s",
                damage, isServed, isKept, load.fleet.startOvers().size() - startOversBefore, complaints);
        if (!isServed) {
            report.fail("after %s not all devices were served", damage);
        }
        if (damage.isNoticed && (!isKept || complaints.isEmpty())) {
            report.fail(
                    "after %s the damaged file was %s, and the log says %s",
                    damage, isKept ? "kept" : "gone", complaints);
        }
    }

    /** Damages a file; what it holds afterwards. */
    private byte[] apply(Damage damage, Path file) {
        Path wal = file.resolveSibling(FILE + "-wal");
        try {
            return switch (damage) {
                case STOPPED_CUT_IN_HALF -> cut(file, Files.size(file) / 2 + 100);
                case STOPPED_CUT_TO_100_OCTETS -> cut(file, 100);
                case STOPPED_CUT_TO_NOTHING -> cut(file, 0);
                case STOPPED_RANDOM_OCTETS_INSIDE -> overwrite(file, 4, 1);
                case STOPPED_RANDOM_OCTETS, KILLED_RANDOM_OCTETS -> overwrite(file, Integer.MAX_VALUE, 1);
                case STOPPED_TEXT ->
                    write(file, "This is no database.\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
                case KILLED_LOG_REMOVED -> {
                    Files.deleteIfExists(wal);
                    yield Files.readAllBytes(file);
                }
                case KILLED_LOG_CUT -> cut(wal, Files.size(wal) / 2 + 100);
                case KILLED_LOG_RANDOM_OCTETS_INSIDE -> overwrite(wal, 3, 20);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] write(Path file, byte[] octets) throws IOException {
        Files.write(file, octets);
        return octets;
    }

    private static byte[] cut(Path file, long length) throws IOException {
        return write(file, Arrays.copyOf(Files.readAllBytes(file), (int) length));
    }

    /** Random octets from one such part of the file on, over one such part of what follows. */
    private byte[] overwrite(Path file, int beginPart, int lengthPart) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        int from = octets.length / beginPart;
        byte[] noise = new byte[(octets.length - from) / lengthPart];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, octets, from, noise.length);
        return write(file, octets);
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
