package org.sngateway.gateway.homeassistant;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.HomeAssistantConfig;
import org.sngateway.gateway.config.HomeAssistantConfig.DeviceRule;
import org.sngateway.gateway.homeassistant.DiscoveryMessages.Facts;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.status.StatusMessage;
import org.sngateway.gateway.status.StatusTopics;
import org.sngateway.gateway.view.GatewayView;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * What Home Assistant has to be told: each device when it is first seen, when what is told of it has changed, after every loss
 * of the connection and whenever Home Assistant has started. A message is written when its turn comes. A device whose session
 * ends stays, as it may come back: it is removed when the gateway is asked to forget it, or when another needs its place. One
 * thread.
 */
public final class Discovery implements StatusTopics.FurtherTopics {
    /** How many topics of removed devices are kept in mind until the broker has cleared them. */
    static final int CLEARED_MAX = 20_000;

    /** Why devices are not told. */
    public enum Reason {
        /** {@code home_assistant.max_devices} are told already. */
        TOO_MANY,
        /** The message would be longer than {@code home_assistant.max_bytes}. */
        TOO_LARGE,
        /** The broker has refused the message: it is too long for it, or nobody may publish there. */
        REFUSED
    }

    /** Who is told of devices that Home Assistant is not told of. */
    @FunctionalInterface
    public interface Journal {
        /** @param topic one of those that are meant */
        void leftOut(Reason reason, String topic);
    }

    private static final class Entry {
        private Facts facts;
        /** Entities that it had and has no more, until that is told. */
        private Map<String, String> removed = Map.of();

        private int sleepSeconds;
        private boolean tooLarge;

        Entry(Facts facts) {
            this.facts = facts;
        }
    }

    private final DiscoveryMessages messages;
    private final Journal journal;
    private final Map<String, Entry> entries = new HashMap<>();
    /** Those of them that have no session, the longest gone first. */
    private final LinkedHashSet<String> gone = new LinkedHashSet<>();

    private final LinkedHashSet<String> untold = new LinkedHashSet<>();
    /** Topics of removed devices that the broker has not cleared yet. */
    private final LinkedHashSet<String> cleared = new LinkedHashSet<>();

    private final LinkedHashSet<String> toClear = new LinkedHashSet<>();
    /** When devices were forgotten that the next view may still have. */
    private final Map<String, Long> forgotten = new HashMap<>();

    private HomeAssistantConfig config;
    private boolean gatewayUntold;
    private boolean isFull;
    private boolean toldRefused;

    public Discovery(HomeAssistantConfig config, DiscoveryTopics topics, Journal journal) {
        this.config = config;
        this.messages = new DiscoveryMessages(topics);
        this.journal = journal;
    }

    @Override
    public void onUp() {
        toldRefused = false;
        toClear.clear();
        toClear.addAll(cleared);
        tellAll();
    }

    /** Home Assistant has started. */
    public void onHomeAssistantStarted() {
        tellAll();
    }

    private void tellAll() {
        gatewayUntold = true;
        untold.addAll(entries.keySet());
    }

    @Override
    public void onView(GatewayView view) {
        for (String clientId : entries.keySet()) {
            if (view.client(clientId) == null) {
                gone.add(clientId);
            }
        }
        boolean full = false;
        for (ClientRow row : view.clients().values()) {
            if (!isForgotten(row)) {
                Entry entry = entries.get(row.clientId());
                gone.remove(row.clientId());
                if (entry != null) {
                    update(entry, row);
                } else {
                    full |= !add(row);
                }
            }
        }
        isFull = full;
        forgotten.keySet().retainAll(view.clients().keySet());
    }

    /** Whether the row is older than the request to forget the device. */
    private boolean isForgotten(ClientRow row) {
        Long atNanos = forgotten.get(row.clientId());
        return atNanos != null && row.standing().heardNanos() <= atNanos;
    }

    /** @return false when there is no room for it */
    private boolean add(ClientRow row) {
        String clientId = row.clientId();
        DeviceRule rule = config.ruleFor(clientId);
        if (rule == null && !config.unmapped()) {
            return true;
        }
        if (entries.size() >= config.maxDevices() && !removeOldestGone()) {
            if (!isFull) {
                isFull = true;
                journal.leftOut(Reason.TOO_MANY, messages.clientTopic(clientId));
            }
            return false;
        }
        Entry entry = new Entry(new Facts(clientId, rule, 0));
        entries.put(clientId, entry);
        forgotten.remove(clientId);
        update(entry, row);
        untold.add(clientId);
        return true;
    }

    private boolean removeOldestGone() {
        if (gone.isEmpty()) {
            return false;
        }
        remove(gone.iterator().next());
        return true;
    }

    /** The longest sleep counts: a device that announces short ones now and then is not told anew each time. */
    private void update(Entry entry, ClientRow row) {
        entry.sleepSeconds = Math.max(entry.sleepSeconds, row.connection().sleepSeconds());
        int expected = row.standing().every().seconds();
        int everySeconds = expected > 0 ? expected : entry.sleepSeconds;
        if (everySeconds != entry.facts.everySeconds()) {
            entry.facts = new Facts(row.clientId(), entry.facts.rule(), everySeconds);
            untold.add(row.clientId());
        }
    }

    /** Other rules count from now on. */
    public void adopt(HomeAssistantConfig next) {
        config = next;
        for (String clientId : new LinkedHashSet<>(entries.keySet())) {
            Entry entry = entries.get(clientId);
            DeviceRule rule = next.ruleFor(clientId);
            if (entry == null) {
                continue;
            }
            if (rule == null && !next.unmapped()) {
                remove(clientId);
            } else if (rule == null ? entry.facts.rule() != null : !rule.equals(entry.facts.rule())) {
                Map<String, String> before = messages.components(entry.facts);
                entry.facts = new Facts(clientId, rule, entry.facts.everySeconds());
                entry.removed = removed(entry.removed, before, messages.components(entry.facts));
                untold.add(clientId);
            }
        }
    }

    private static Map<String, String> removed(
            Map<String, String> untold, Map<String, String> before, Map<String, String> now) {
        Map<String, String> removed = new LinkedHashMap<>(before);
        removed.putAll(untold);
        removed.entrySet().removeIf(each -> each.getValue().equals(now.get(each.getKey())));
        return removed;
    }

    /**
     * Somebody has the gateway forget this device.
     *
     * @param nowNanos since 1970
     */
    public void forget(String clientId, long nowNanos) {
        if (entries.containsKey(clientId)) {
            forgotten.put(clientId, nowNanos);
        }
        remove(clientId);
    }

    private void remove(String clientId) {
        entries.remove(clientId);
        gone.remove(clientId);
        untold.remove(clientId);
        String topic = messages.clientTopic(clientId);
        toClear.add(topic);
        cleared.add(topic);
        while (cleared.size() > CLEARED_MAX) {
            String oldest = cleared.iterator().next();
            cleared.remove(oldest);
            toClear.remove(oldest);
        }
    }

    @Override
    public @Nullable StatusMessage next() {
        if (!toClear.isEmpty()) {
            String topic = toClear.iterator().next();
            toClear.remove(topic);
            return new StatusMessage(topic, "", true);
        }
        if (gatewayUntold) {
            gatewayUntold = false;
            StatusMessage message = new StatusMessage(messages.gatewayTopic(), messages.gateway(), true);
            if (isFit(message)) {
                return message;
            }
            journal.leftOut(Reason.TOO_LARGE, message.topic());
        }
        while (!untold.isEmpty()) {
            String clientId = untold.iterator().next();
            untold.remove(clientId);
            Entry entry = entries.get(clientId);
            StatusMessage message = entry == null ? null : message(entry);
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private @Nullable StatusMessage message(Entry entry) {
        String topic = messages.topic(entry.facts);
        StatusMessage message = new StatusMessage(topic, messages.device(entry.facts, entry.removed), true);
        if (!isFit(message)) {
            if (!entry.tooLarge) {
                entry.tooLarge = true;
                journal.leftOut(Reason.TOO_LARGE, topic);
            }
            return null;
        }
        entry.tooLarge = false;
        if (!entry.removed.isEmpty()) {
            // Once removed, what is no more is not mentioned, either.
            entry.removed = Map.of();
            untold.add(entry.facts.clientId());
        }
        // A device that came back under a forgotten id: the topic belongs to it again.
        cleared.remove(topic);
        return message;
    }

    private boolean isFit(StatusMessage message) {
        return message.text().getBytes(StandardCharsets.UTF_8).length <= config.maxBytes();
    }

    @Override
    public void onAnswered(StatusMessage message, boolean taken) {
        if (!messages.isOne(message.topic())) {
            return;
        }
        if (taken && message.text().isEmpty()) {
            cleared.remove(message.topic());
        } else if (!taken && !toldRefused) {
            toldRefused = true;
            journal.leftOut(Reason.REFUSED, message.topic());
        }
    }

    /** How many devices wait to be told. */
    int waiting() {
        return untold.size();
    }
}
