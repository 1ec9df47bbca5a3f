package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.VirtualDevice;

/**
 * What a tool has its device do, from CONNECT to DISCONNECT. The loop calls {@link #proceed} after everything that has
 * happened; the task looks at where the device is and does what is next, until it has an outcome. Reads no clock.
 */
abstract class DeviceTask implements DeviceApplication {
    static final long SECOND_NANOS = 1_000_000_000L;

    /** How long somebody who pressed Ctrl-C waits for the answer to DISCONNECT. */
    static final long STOP_NANOS = 1_500_000_000L;

    // configuration
    private final String gateway;
    private @Nullable VirtualDevice device;

    // lives as long as the task
    private boolean connectedOnce;
    private @Nullable Outcome leaving;
    private long leavingUntilNanos = VirtualDevice.NEVER;
    private @Nullable Outcome outcome;

    /** @param gateway its address, for complaints */
    DeviceTask(String gateway) {
        this.gateway = gateway;
    }

    void begin(VirtualDevice newDevice, long nowNanos) {
        device = newDevice;
        start(nowNanos);
    }

    /** Does the first thing. */
    abstract void start(long nowNanos);

    /** Does what is next; called while the task neither leaves nor is over. */
    abstract void act(long nowNanos);

    /** When {@link #act} has something to do although nothing happened. */
    abstract long actNanos();

    /** The connection was lost, or never came about. */
    abstract void onLost(LossCause cause, long nowNanos);

    final VirtualDevice device() {
        if (device == null) {
            throw new IllegalStateException("the task has not begun");
        }
        return device;
    }

    final String gateway() {
        return gateway;
    }

    final boolean wasConnected() {
        return connectedOnce;
    }

    final boolean isLeaving() {
        return leaving != null;
    }

    final @Nullable Outcome outcome() {
        return outcome;
    }

    final long deadlineNanos() {
        return isLeaving() ? leavingUntilNanos : actNanos();
    }

    final void proceed(long nowNanos) {
        if (leaving != null && leavingUntilNanos <= nowNanos) {
            outcome = leaving;
        } else if (leaving == null && outcome == null) {
            act(nowNanos);
        }
    }

    /** The user wants it to end, in order and soon. */
    void stop(long nowNanos) {
        leaveWithin(STOP_NANOS, Outcome.OK, nowNanos);
    }

    /** Disconnects with all retransmissions, and ends like this. */
    final void leave(Outcome end, long nowNanos) {
        leaveWithin(VirtualDevice.NEVER, end, nowNanos);
    }

    final void leaveWithin(long nanos, Outcome end, long nowNanos) {
        await(end);
        if (nanos != VirtualDevice.NEVER) {
            leavingUntilNanos = nowNanos + nanos;
        }
        DeviceState state = device().state();
        if (state == DeviceState.OFFLINE) {
            outcome = end;
        } else if (state != DeviceState.DISCONNECTING) {
            device().disconnect(nowNanos);
        }
    }

    /** From here on the device is only to be heard out; then this is the outcome. */
    final void await(Outcome end) {
        leaving = end;
    }

    /** Ends at once. */
    final void end(Outcome end) {
        outcome = end;
    }

    /** The network says that nothing listens there. A connection that exists may survive a gateway's restart. */
    final void onUnreachable() {
        if (!connectedOnce && device().state() == DeviceState.CONNECTING && leaving == null) {
            outcome = Outcome.failure(ToolExit.UNREACHABLE, "nothing listens at " + gateway + " (UDP)");
        }
    }

    @Override
    public final void onConnected(long nowNanos) {
        connectedOnce = true;
        connected(nowNanos);
    }

    void connected(long nowNanos) {}

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        outcome = Outcome.refused("the connection", code);
    }

    @Override
    public final void onConnectionLost(LossCause cause, long nowNanos) {
        if (leaving != null) {
            outcome = leaving;
        } else {
            onLost(cause, nowNanos);
        }
    }

    @Override
    public void onDisconnected(long nowNanos) {
        outcome = leaving;
    }

    /** Why the connection is gone. */
    final Outcome lost(LossCause cause, String detail) {
        return switch (cause) {
            case NO_ANSWER -> Outcome.failure(ToolExit.UNREACHABLE, gateway + " does not answer" + detail);
            case GATEWAY_DISCONNECT ->
                Outcome.failure(ToolExit.FAILURE, gateway + " ended the connection (DISCONNECT)" + detail);
        };
    }
}
