package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the store told its operator, a line each, and the reports as they are. */
final class RecordedStoreEvents implements StoreEvents {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<Damage> damages = new CopyOnWriteArrayList<>();
    private volatile @Nullable Opened opened;

    @Override
    public void opened(Opened report) {
        opened = report;
        lines.add("opened");
    }

    Opened opened() {
        return Objects.requireNonNull(opened);
    }

    @Override
    public void migrated(int fromVersion, int toVersion) {
        lines.add("migrated " + fromVersion + " to " + toVersion);
    }

    @Override
    public void damaged(Damage damage) {
        damages.add(damage);
        lines.add("damaged");
    }

    @Override
    public void putBack(Path file, @Nullable Path setAside) {
        lines.add("put back");
    }

    @Override
    public void failing(String reason) {
        lines.add("failing: " + reason);
    }

    @Override
    public void recovered(Duration after) {
        lines.add("recovered");
    }

    @Override
    public void overloaded(long waitingOctets) {
        lines.add("overloaded");
    }

    @Override
    public void caughtUp() {
        lines.add("caught up");
    }

    @Override
    public void closedUnwritten(long batches) {
        lines.add("unwritten " + batches);
    }

    @Override
    public void failed(Throwable bug) {
        lines.add("bug " + bug.getMessage());
    }
}
