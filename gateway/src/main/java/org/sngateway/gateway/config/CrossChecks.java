package org.sngateway.gateway.config;

import org.sngateway.gateway.config.BrokerConfig.MqttVersion;
import org.sngateway.gateway.config.Settings.Setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold between several values. Looks only at values that are right by themselves. */
final class CrossChecks {
    private final Settings settings;
    private final List<Problem> problems;

    CrossChecks(Settings settings, List<Problem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void run() {
        unique("listeners", List.of("name"), "name");
        unique("listeners", List.of("bind"), "address");
        unique("topics.predefined", List.of("id", "clients"), "topic id for the same devices");
        for (int i = 0; i < settings.count("listeners"); i++) {
            interfaces(Settings.entry("listeners", i) + ".discovery.interfaces");
        }
        reconnect();
        clientId();
        tls();
        passwords();
        new HomeAssistantChecks(settings, problems).run();
    }

    private void unique(String list, List<String> keys, String what) {
        Map<List<String>, String> seen = new HashMap<>();
        for (int i = 0; i < settings.count(list); i++) {
            String entry = Settings.entry(list, i);
            List<String> values = new ArrayList<>();
            for (String key : keys) {
                Setting setting = settings.find(Settings.path(entry, key));
                if (setting != null) {
                    values.add(String.valueOf(setting.value()));
                }
            }
            if (values.size() < keys.size() || isChosenBySystem(entry, keys)) {
                continue;
            }
            String path = Settings.path(entry, keys.get(0));
            String first = seen.putIfAbsent(values, path);
            Setting repeated = settings.find(path);
            if (first != null && repeated != null) {
                Place place = repeated.isDefault() ? settings.placeOf(entry) : repeated.place();
                String value = repeated.texts().get(0);
                problems.add(new Problem(place, path, value, "same " + what + " as " + first));
            }
        }
    }

    private boolean isChosenBySystem(String entry, List<String> keys) {
        Setting setting = settings.find(Settings.path(entry, keys.get(0)));
        return setting != null && setting.value() instanceof HostPort bind && bind.port() == 0;
    }

    private void interfaces(String path) {
        Setting interfaces = settings.find(path);
        if (interfaces != null
                && interfaces.texts().size() > 1
                && interfaces.texts().contains("auto")) {
            report(path, "auto already means all; remove it or the names");
        }
    }

    private void reconnect() {
        Setting min = settings.find("broker.reconnect.min");
        Setting max = settings.find("broker.reconnect.max");
        if (min != null
                && max != null
                && min.value() instanceof Duration first
                && max.value() instanceof Duration longest
                && first.compareTo(longest) > 0) {
            String path = max.isDefault() ? "broker.reconnect.min" : "broker.reconnect.max";
            report(
                    path,
                    "broker.reconnect.min must not be longer than broker.reconnect.max ("
                            + max.texts().get(0) + ")");
        }
    }

    private void clientId() {
        Setting clientId = settings.find("broker.client_id");
        if (clientId != null && !clientId.texts().get(0).contains("{client_id}")) {
            report("broker.client_id", "must contain {client_id}, or the broker would take all devices for one");
        }
    }

    private void tls() {
        Setting url = settings.find("broker.url");
        boolean isPlain = url != null
                && url.value() instanceof BrokerUrl target
                && !target.scheme().isTls();
        for (String key : List.of("ca", "cert", "key")) {
            Setting file = settings.find("broker.tls." + key);
            boolean isSet = file != null && !file.value().equals(Paths.NONE);
            if (isSet && isPlain) {
                report("broker.tls." + key, "has no effect, because broker.url does not begin with mqtts or wss");
            }
        }
        pair("broker.tls.cert", "broker.tls.key");
        pair("broker.tls.key", "broker.tls.cert");
    }

    private void pair(String path, String other) {
        Setting there = settings.find(path);
        Setting missing = settings.find(other);
        if (there != null
                && missing != null
                && !there.value().equals(Paths.NONE)
                && missing.value().equals(Paths.NONE)) {
            report(path, "needs " + other + " too");
        }
    }

    private void passwords() {
        boolean hasGatewayUser = hasText("broker.username");
        password("broker.password_file", hasGatewayUser, "needs broker.username too");
        for (int i = 0; i < settings.count("clients"); i++) {
            String entry = Settings.entry("clients", i);
            boolean hasUser = hasGatewayUser || hasText(entry + ".broker_username");
            password(entry + ".broker_password_file", hasUser, "needs broker_username or broker.username too");
        }
    }

    /** MQTT 5 knows passwords without a user name; 3.1.1 does not. */
    private void password(String path, boolean hasUser, String message) {
        Setting version = settings.find("broker.mqtt_version");
        Setting file = settings.find(path);
        boolean isOld = version != null && version.value() == MqttVersion.V3_1_1;
        if (isOld && file != null && !file.value().equals(Paths.NONE) && !hasUser) {
            report(path, message + " with MQTT 3.1.1");
        }
    }

    private boolean hasText(String path) {
        Setting setting = settings.find(path);
        return setting != null && !setting.value().equals("");
    }

    private void report(String path, String message) {
        Setting setting = settings.find(path);
        if (setting != null) {
            String value = setting.texts().size() == 1 ? setting.texts().get(0) : "";
            problems.add(new Problem(setting.place(), path, value, message));
        }
    }
}
