package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredWill;
import org.sngateway.simulator.world.WorldEvent;

import java.util.List;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.started;

class NotLostEarlyTest {
    private final Story story = Story.of(ledger -> new NotLostEarly()).begins();

    @Test
    void holdsWhenTheKeepAliveHasRunOut() {
        story.connects(false).after(90).turns(StateName.ACTIVE, StateName.LOST).holds();
    }

    @Test
    void breaksWhenTheDeviceWasHeardLately() {
        story.connects(false)
                .after(50)
                .hears(PingReq.EMPTY)
                .after(50)
                .turns(StateName.ACTIVE, StateName.LOST)
                .breaks("declared lost");
    }

    @Test
    void breaksWhenARestartShortensASleep() {
        story.connects(false)
                .sleeps(600)
                .then(crashed(), started())
                .after(100)
                .turns(StateName.ASLEEP, StateName.LOST)
                .breaks("600 s");
    }

    @Test
    void holdsWhenAWakeJustBeforeTheCrashCouldNotBeStored() {
        story.connects(false).sleeps(100).after(99).wakes().then(crashed());
        story.after(10).then(stored(1_001), started()).after(10).turns(StateName.ASLEEP, StateName.LOST);
        story.holds();
    }

    @Test
    void breaksWhenAWakeLongBeforeTheCrashWasNotStored() {
        story.connects(false).sleeps(100).after(90).wakes().after(5).then(crashed());
        story.after(10).then(stored(1_001), started()).after(10).turns(StateName.ASLEEP, StateName.LOST);
        story.breaks("100 s");
    }

    private static WorldEvent stored(long heardSeconds) {
        StoredSession session = new StoredSession(
                ME,
                false,
                StateName.ASLEEP,
                heardSeconds * Moment.SECOND_NANOS,
                100,
                60,
                null,
                0,
                0,
                StoredWill.NONE,
                null);
        return new WorldEvent.StoreRead(
                List.of(new StoredClient(session, List.of(), List.of(), List.of(), List.of(), List.of())));
    }

    @Test
    void holdsWhenASleepRanOutDuringTheRestart() {
        story.connects(false)
                .sleeps(600)
                .then(crashed())
                .after(1_000)
                .then(started())
                .turns(StateName.ASLEEP, StateName.LOST)
                .holds();
    }

    @Test
    void doesNotJudgeADeviceThatMoved() {
        story.connects(false)
                .after(50)
                .then(new WorldEvent.DeviceMoved(ME, ME))
                .hears(PingReq.EMPTY)
                .after(50)
                .turns(StateName.ACTIVE, StateName.LOST)
                .holds();
    }

    /** When a sleeper was heard is written sooner or later; with a full disk it is not, and no device is told so. */
    @Test
    void excusesAGatewayThatEndedWhileItsDiskWasFull() {
        story.connects(false)
                .sleeps(600)
                .then(new WorldEvent.DiskFilled(1_000_000_000_000L))
                .after(300)
                .hears(PingReq.EMPTY)
                .then(crashed(), started())
                .after(320)
                .turns(StateName.ASLEEP, StateName.LOST)
                .holds();
    }

    @Test
    void breaksWhenTheDeviceWasHeardAfterwards() {
        story.connects(false)
                .sleeps(600)
                .then(new WorldEvent.DiskFilled(1_000_000_000_000L), crashed(), started())
                .hears(PingReq.EMPTY)
                .after(320)
                .turns(StateName.ASLEEP, StateName.LOST)
                .breaks("600 s");
    }

    @Test
    void breaksWhenThereWasRoomAgain() {
        story.connects(false)
                .sleeps(600)
                .then(new WorldEvent.DiskFilled(10_000_000_000L))
                .after(20)
                .then(crashed(), started())
                .after(320)
                .turns(StateName.ASLEEP, StateName.LOST)
                .breaks("600 s");
    }
}
