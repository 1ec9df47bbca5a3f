package org.sngateway.simulator.demo;

import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.load.DirectTransport;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.SourceAddresses;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The things of the demonstration on one loop, each with a UDP socket of its own. To be made and closed by one thread. */
final class Things implements AutoCloseable {
    static final int EVERY_SECONDS = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CHECK_MILLIS = 10;
    private static final long GOODBYE_MILLIS = 500;
    private static final double ROOM_DEGREES = 25.5;

    private final NetworkLoop loop = new NetworkLoop("sn-sim-things");
    private final DirectTransport transport;
    private final List<Thing> things = new ArrayList<>();

    Things(InetSocketAddress gateway, int thermometers, News news, Tally tally) {
        transport = new DirectTransport(
                loop,
                gateway,
                new SourceAddresses(0),
                (index, message, nowNanos) ->
                        guarded(things.get(index), thing -> thing.device().onMessage(message, nowNanos)));
        loop.run(() -> populate(thermometers, news, tally));
        loop.eventLoop()
                .scheduleWithFixedDelay(this::checkDeadlines, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The first thermometer is in the room with the air conditioner; all wake at different times. */
    private void populate(int thermometers, News news, Tally tally) {
        long nowNanos = System.nanoTime();
        Room room = new Room(ROOM_DEGREES, nowNanos);
        for (int index = 0; index < thermometers; index++) {
            DeviceLink link = transport.open(things.size());
            long startNanos = nowNanos + (long) index * EVERY_SECONDS * SECOND_NANOS / thermometers;
            Climate climate = index == 0 ? room::degrees : Climate.mild(index);
            things.add(new Thermometer(
                    thermometer(index + 1, thermometers),
                    link,
                    news,
                    tally,
                    new Thermometer.Schedule(climate, EVERY_SECONDS, startNanos)));
        }
        Thing airConditioner = new AirConditioner("ac-1", transport.open(things.size()), news, tally, room);
        airConditioner.actAt(nowNanos);
        things.add(airConditioner);
        Thing door = new DoorSwitch("door-1", transport.open(things.size()), news, tally);
        door.actAt(nowNanos + SECOND_NANOS);
        things.add(door);
    }

    /** The client id of the thermometer of this number, from 1 on. */
    static String thermometer(int number, int of) {
        int digits = Math.max(2, String.valueOf(of).length());
        return "therm-" + String.format(Locale.ROOT, "%0" + digits + "d", number);
    }

    private void checkDeadlines() {
        long nowNanos = System.nanoTime();
        for (Thing thing : things) {
            if (thing.deadlineNanos() <= nowNanos) {
                guarded(thing, due -> due.onTime(nowNanos));
            }
        }
        transport.flush();
    }

    /** One thing's failure by our own fault is told, and does not stop the others. */
    private static void guarded(Thing thing, Consumer<Thing> step) {
        try {
            step.accept(thing);
        } catch (RuntimeException ownBug) {
            thing.tell("failed: " + ownBug);
        }
    }

    /** Disconnects all, as long as they are answered soon. */
    @Override
    public void close() {
        loop.run(() -> {
            for (Thing thing : things) {
                thing.device().disconnect(System.nanoTime());
            }
            transport.flush();
        });
        waitFor(() ->
                loop.call(() -> things.stream().allMatch(thing -> thing.device().state() == DeviceState.OFFLINE)));
        loop.run(transport::close);
        loop.close();
    }

    private static void waitFor(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < untilNanos) {
                Thread.sleep(CHECK_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
