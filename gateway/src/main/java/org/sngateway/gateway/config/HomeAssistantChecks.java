package org.sngateway.gateway.config;

import org.sngateway.gateway.config.HomeAssistantConfig.Platform;
import org.sngateway.gateway.config.Settings.Setting;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between the values of {@code home_assistant}: else Home Assistant would refuse what it is told. */
final class HomeAssistantChecks {
    /** The keys of what a device is told with of itself. */
    static final Set<String> AUTOMATIC = Set.of("last_seen", "next_expected", "state", "queue", "address", "flush");

    private static final String ROOT = "home_assistant";
    private static final String DEVICES = ROOT + ".devices";
    private static final String NONE = "none";

    private final Settings settings;
    private final List<Problem> problems;

    HomeAssistantChecks(Settings settings, List<Problem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void run() {
        if (isTrue(ROOT + ".enabled")) {
            for (String needed : List.of("status_topics.enabled", "status_topics.per_client")) {
                if (settings.find(needed) != null && !isTrue(needed)) {
                    report(ROOT + ".enabled", "needs " + needed + ", by which Home Assistant knows who is there");
                }
            }
        }
        for (int i = 0; i < settings.count(DEVICES); i++) {
            String entities = Settings.entry(DEVICES, i) + ".entities";
            Map<String, String> seen = new HashMap<>();
            for (int n = 0; n < settings.count(entities); n++) {
                entity(Settings.entry(entities, n), seen);
            }
        }
    }

    private boolean isTrue(String path) {
        Setting setting = settings.find(path);
        return setting != null && setting.value().equals(true);
    }

    private void entity(String path, Map<String, String> seen) {
        Setting key = settings.find(path + ".key");
        if (key != null) {
            String name = key.texts().get(0);
            String first = seen.putIfAbsent(name, path + ".key");
            if (AUTOMATIC.contains(name)) {
                report(path + ".key", "is one of those that every device has; take another");
            } else if (first != null) {
                report(path + ".key", "same key as " + first);
            }
        }
        Setting platform = settings.find(path + ".platform");
        if (platform != null && platform.value() instanceof Platform known) {
            keys(path, known);
            sensor(path, known);
            range(path);
        }
    }

    private void keys(String path, Platform platform) {
        EntityKeys keys = EntityKeys.of(platform);
        String kind = "a " + platform.word();
        for (String needed : keys.needed()) {
            Setting setting = settings.find(path + "." + needed);
            if (setting != null && isEmpty(setting)) {
                Place place = setting.isDefault() ? settings.placeOf(path) : setting.place();
                problems.add(new Problem(place, path + "." + needed, "", "is missing; " + kind + " needs it"));
            }
        }
        settings.all().forEach((below, setting) -> {
            // A default that is written out, as a shown configuration has it, is no mistake.
            if (below.startsWith(path + ".")
                    && !setting.texts().equals(setting.option().fallback())) {
                String key = setting.option().key();
                if (!keys.taken().contains(key)) {
                    problems.add(
                            new Problem(setting.place(), below, "", "has no effect: " + kind + " knows no " + key));
                }
            }
        });
    }

    private static boolean isEmpty(Setting setting) {
        return setting.texts().isEmpty() || setting.texts().get(0).isEmpty();
    }

    private void sensor(String path, Platform platform) {
        boolean isRead = platform == Platform.SENSOR || platform == Platform.BINARY_SENSOR;
        if (isRead && text(path + ".entity_category").equals("config")) {
            report(path + ".entity_category", "cannot be config: a " + platform.word() + " sets nothing");
        }
        Setting options = settings.find(path + ".options");
        if (platform == Platform.SENSOR && options != null && !options.texts().isEmpty()) {
            if (!text(path + ".device_class").equals("enum")) {
                report(path + ".options", "needs device_class: enum");
            } else if (!text(path + ".unit_of_measurement").isEmpty()
                    || !text(path + ".state_class").equals(NONE)) {
                report(path + ".options", "goes together with neither unit_of_measurement nor state_class");
            }
        }
    }

    private void range(String path) {
        Setting min = settings.find(path + ".min");
        Setting max = settings.find(path + ".max");
        if (min != null
                && max != null
                && min.value() instanceof BigDecimal least
                && max.value() instanceof BigDecimal greatest
                && least.compareTo(greatest) >= 0) {
            report(
                    path + (max.isDefault() ? ".min" : ".max"),
                    "min must be less than max (" + max.texts().get(0) + ")");
        }
    }

    private String text(String path) {
        Setting setting = settings.find(path);
        return setting == null ? "" : setting.texts().get(0);
    }

    private void report(String path, String message) {
        Setting setting = settings.find(path);
        if (setting != null) {
            String value = setting.texts().size() == 1 ? setting.texts().get(0) : "";
            problems.add(new Problem(setting.place(), path, value, message));
        }
    }
}
