package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.store.StoreEvents;

import java.nio.file.Path;
import java.time.Duration;

/** Writes to the log what becomes of the store. */
final class StorageEvents implements StoreEvents {
    private final EventLog log;

    StorageEvents(EventLog log) {
        this.log = log;
    }

    @Override
    public void opened(Opened report) {
        Event event = Event.debug("storage.opened")
                .with("file", report.file().toAbsolutePath().normalize().toString())
                .with("sessions", report.sessions())
                .with("spool_messages", report.spoolMessages())
                .with("spool_octets", report.spoolOctets())
                .with("checked_ms", report.check().toMillis());
        log.write(report.isChecked() ? event : event.with("message", "the check took too long and was given up"));
    }

    @Override
    public void migrated(int fromVersion, int toVersion) {
        log.write(Event.info("storage.migrated").with("from", fromVersion).with("to", toVersion));
    }

    @Override
    public void damaged(Damage damage) {
        Event event = Event.warn("storage.damaged")
                .with("reason", damage.reason())
                .with("set_aside", damage.setAside().toString());
        Salvaged salvaged = damage.salvaged();
        log.write(salvaged == null ? event.with("lost_commits", damage.lostCommits()) : describe(event, salvaged));
    }

    /** What was lost can be told only where something was found. */
    private static Event describe(Event event, Salvaged salvaged) {
        event.with("sessions_saved", salvaged.sessions());
        if (salvaged.isNothing()) {
            return event.with("message", "what was in it cannot be told: devices have to connect and subscribe again");
        }
        event.with("sessions_lost", salvaged.sessionsGone())
                .with("topics_saved", salvaged.topics())
                .with("subscriptions_saved", salvaged.subscriptions())
                .with("spool_messages_saved", salvaged.spoolMessages())
                .with("commands_saved", salvaged.commands())
                .with("unreadable_places", salvaged.unreadable());
        return salvaged.isCutShort() ? event.with("message", "reading it took too long and was given up") : event;
    }

    @Override
    public void putBack(Path file, @Nullable Path setAside) {
        Event event = Event.warn("storage.put_back").with("file", file.toString());
        log.write(setAside == null ? event : event.with("set_aside", setAside.toString()));
    }

    @Override
    public void failing(String reason) {
        log.write(Event.error("storage.failing")
                .with("reason", reason)
                .with("message", "nothing that has to be stored is acknowledged until this is over"));
    }

    @Override
    public void recovered(Duration after) {
        log.write(Event.info("storage.recovered").with("after_ms", after.toMillis()));
    }

    @Override
    public void overloaded(long waitingOctets) {
        log.write(Event.warn("storage.overloaded")
                .with("waiting_octets", waitingOctets)
                .with("message", "messages are not spooled until this is over"));
    }

    @Override
    public void caughtUp() {
        log.write(Event.info("storage.caught_up"));
    }

    @Override
    public void closedUnwritten(long batches) {
        log.write(Event.error("storage.closed_unwritten").with("batches", batches));
    }

    @Override
    public void failed(Throwable bug) {
        log.write(Event.error("storage.failed")
                .with("cause", bug.toString())
                .with("at", String.valueOf(bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0])));
        LastResort.endIfFatal(bug);
    }
}
