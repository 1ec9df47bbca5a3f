package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;

/** A device's end of its radio link: what comes is counted, and handed on when the device hears it. */
final class RadioEnd implements Radio.Listener {
    private final FleetDevice device;
    private final Fleet fleet;
    private final Recorder recorder;
    private @Nullable Register lastRegister;

    RadioEnd(FleetDevice device, Fleet fleet, Recorder recorder) {
        this.device = device;
        this.fleet = fleet;
        this.recorder = recorder;
    }

    @Override
    public void onGatewaySent(SnMessage message) {
        boolean isRepeated = message instanceof Publish publish && publish.dup();
        if (message instanceof Register register) {
            isRepeated = register.equals(lastRegister);
            lastRegister = register;
        }
        recorder.gatewaySent(fleet.tally, isRepeated);
    }

    @Override
    public void onArrived(SnMessage message, int octets, long sentNanos) {
        if (!device.isPowered()) {
            return;
        }
        if (!device.isListening()) {
            heardAsleep(sentNanos);
            return;
        }
        recorder.deviceReceived(fleet.tally, message.type(), octets);
        device.trace(message, false);
        device.hear(message);
        if (!device.isListening()) {
            device.radioTime().quietSince(sentNanos);
        }
    }

    @Override
    public void onLost(long sentNanos) {
        if (device.isPowered() && !device.isListening()) {
            heardAsleep(sentNanos);
        }
    }

    private void heardAsleep(long sentNanos) {
        if (device.radioTime().wasKnownAsleep(sentNanos) && !recorder.isFrozen()) {
            fleet.tally.heardAsleep++;
        }
    }

    @Override
    public void onMalformed() {
        if (!recorder.isFrozen()) {
            fleet.tally.malformed++;
        }
    }

    @Override
    public void onLeft(long nowNanos) {
        device.radioTime().left(nowNanos);
    }

    @Override
    public void onMoved() {
        device.onMoved();
    }
}
