package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;

/** Runs one device over UDP as a command does: from the first CONNECT to the exit code. */
public final class DeviceTool {
    private final DeviceSettings settings;
    private final Terminal terminal;

    public DeviceTool(DeviceSettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    public int publish(PublishPlan plan) {
        return run(new PublishTask(settings.gateway().toString(), plan), plan.payloads());
    }

    /**
     * @param format how messages are printed, or {@code null} for the payload alone
     * @param endsLines whether each ends with a new line
     */
    public int subscribe(SubscribePlan plan, @Nullable MessageFormat format, boolean endsLines) {
        MessagePrinter printer = new MessagePrinter(terminal, this::complain, format, endsLines);
        return run(new SubscribeTask(settings.gateway().toString(), plan, printer, this::complain), null);
    }

    /** The steps of one visit, without a word. */
    public ProbeReport probe(ProbePlan plan) {
        ProbeTask task = new ProbeTask(settings.gateway().toString(), plan);
        ProbeReport report;
        try (UdpWire wire = new UdpWire(settings.gateway().resolve(), settings.local())) {
            DeviceLoop loop = new DeviceLoop(wire, settings.nodeId(), new PacketLog(terminal, settings.debug()));
            report = task.report(loop.run(settings.options(), task));
        } catch (ToolException failed) {
            report = task.report(Outcome.failure(failed.exitCode(), String.valueOf(failed.getMessage())));
        }
        return report;
    }

    private int run(DeviceTask task, @Nullable Payloads payloads) {
        try (UdpWire wire = new UdpWire(settings.gateway().resolve(), settings.local())) {
            DeviceLoop loop = new DeviceLoop(wire, settings.nodeId(), new PacketLog(terminal, settings.debug()));
            try (Interruption interruption = new Interruption(loop::requestStop)) {
                if (payloads != null) {
                    payloads.open(wire::wakeUp);
                }
                return interruption.finished(conclude(loop.run(settings.options(), task)));
            }
        } catch (ToolException failed) {
            complain(String.valueOf(failed.getMessage()));
            return failed.exitCode();
        }
    }

    private int conclude(Outcome outcome) {
        String complaint = outcome.complaint();
        if (complaint != null) {
            complain(complaint);
        }
        return outcome.exitCode();
    }

    private void complain(String sentence) {
        if (!settings.quiet()) {
            terminal.err().println("sn-sim: " + sentence);
            terminal.err().flush();
        }
    }
}
