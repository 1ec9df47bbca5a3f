package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every value by its path ({@code listeners[0].bind}), with the place it comes from. Values with problems are absent. */
final class Settings {

    /**
     * One value that was read.
     *
     * @param value of a list of values, a list
     * @param texts as written or by default: one of a single value, any number of a list
     */
    record Setting(Option option, Object value, List<String> texts, Place place) {
        boolean isDefault() {
            return place == Place.DEFAULT;
        }
    }

    private final Map<String, Setting> byPath = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Place> sections = new LinkedHashMap<>();

    void put(String path, Setting setting) {
        byPath.put(path, setting);
    }

    void putCount(String path, int count) {
        counts.put(path, count);
    }

    void putSection(String path, Place place) {
        sections.put(path, place);
    }

    /** Where a section was written. */
    Place placeOf(String path) {
        return sections.getOrDefault(path, Place.DEFAULT);
    }

    @Nullable
    Setting find(String path) {
        return byPath.get(path);
    }

    /** How many entries there are at {@code path}. */
    int count(String path) {
        return counts.getOrDefault(path, 0);
    }

    /** Takes over everything at {@code path} and below it that {@code other} has. */
    void copy(Settings other, String path, String otherPath) {
        copy(other.byPath, byPath, path, otherPath);
        copy(other.counts, counts, path, otherPath);
        copy(other.sections, sections, path, otherPath);
    }

    private static <T> void copy(Map<String, T> from, Map<String, T> to, String path, String fromPath) {
        from.forEach((key, value) -> {
            if (isWithin(key, fromPath)) {
                to.put(path + key.substring(fromPath.length()), value);
            }
        });
    }

    private static boolean isWithin(String key, String path) {
        return key.startsWith(path)
                && (key.length() == path.length()
                        || key.charAt(path.length()) == '.'
                        || key.charAt(path.length()) == '[');
    }

    Map<String, Setting> all() {
        return byPath;
    }

    static String path(String prefix, String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }

    static String entry(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The values below {@code prefix}, when all are there. */
    View at(String prefix) {
        return new View(this, prefix);
    }

    /** The views of all entries at {@code path}. */
    List<View> entries(String path) {
        List<View> entries = new ArrayList<>();
        for (int i = 0; i < count(path); i++) {
            entries.add(at(entry(path, i)));
        }
        return entries;
    }

    /** Typed access to the values of one section. */
    record View(Settings settings, String prefix) {

        <T> T value(String key, Class<T> type) {
            Setting setting = settings.find(path(prefix, key));
            if (setting == null) {
                throw new IllegalStateException("no value for " + path(prefix, key));
            }
            return type.cast(setting.value());
        }

        int number(String key) {
            return value(key, Integer.class);
        }

        boolean flag(String key) {
            return value(key, Boolean.class);
        }

        long size(String key) {
            return value(key, Long.class);
        }

        String text(String key) {
            return value(key, String.class);
        }

        Duration duration(String key) {
            return value(key, Duration.class);
        }

        @Nullable
        Path file(String key) {
            return Paths.orNull(value(key, Path.class));
        }

        List<?> list(String key) {
            return value(key, List.class);
        }

        List<String> texts(String key) {
            return list(key).stream().map(String.class::cast).toList();
        }

        Networks networks(String key) {
            List<Networks.Network> ranges = new ArrayList<>();
            for (Object word : list(key)) {
                ranges.addAll(NetworkWords.listOf(word));
            }
            return new Networks(List.copyOf(ranges));
        }

        View section(String key) {
            return settings.at(path(prefix, key));
        }
    }
}
