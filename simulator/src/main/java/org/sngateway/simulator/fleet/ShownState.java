package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.fleet.Recorder.DeviceView;

/** The state of a device as progress, charts and counts of wake-ups show it, told to the recorder whenever it changes. */
final class ShownState {
    private final Recorder recorder;
    private final Fleet fleet;
    private @Nullable DeviceView told;
    private DeviceState last = DeviceState.OFFLINE;

    ShownState(Recorder recorder, Fleet fleet) {
        this.recorder = recorder;
        this.fleet = fleet;
    }

    void tell(DeviceState now, boolean isPowered) {
        if (now == DeviceState.AWAKE && last != DeviceState.AWAKE && !recorder.isFrozen()) {
            fleet.tally.wakes++;
        }
        last = now;
        DeviceView view = isPowered ? view(now) : DeviceView.OFF;
        if (view != told) {
            recorder.stateChanged(told, view);
            told = view;
        }
    }

    void onPowerLost() {
        last = DeviceState.OFFLINE;
    }

    /** Whether it slept when its state was last told, be it about to wake up or to fall asleep. */
    boolean wasAsleep() {
        return last == DeviceState.ASLEEP || last == DeviceState.AWAKE || last == DeviceState.FALLING_ASLEEP;
    }

    /** Switched on, and not shown as asleep. */
    boolean isAwake() {
        return told != DeviceView.ASLEEP && told != DeviceView.OFF;
    }

    private DeviceView view(DeviceState state) {
        return switch (state) {
            case OFFLINE -> fleet.spec().connect() == null ? DeviceView.ACTIVE : DeviceView.CONNECTING;
            case CONNECTING -> DeviceView.CONNECTING;
            case ACTIVE, FALLING_ASLEEP, DISCONNECTING -> DeviceView.ACTIVE;
            case ASLEEP -> DeviceView.ASLEEP;
            case AWAKE -> DeviceView.AWAKE;
        };
    }
}
