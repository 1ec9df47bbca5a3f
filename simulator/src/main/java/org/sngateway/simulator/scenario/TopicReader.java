package org.sngateway.simulator.scenario;

import java.util.List;

/** Reads {@code topic}, {@code topic_id} and {@code topic_short}. */
final class TopicReader {
    private TopicReader() {}

    /**
     * @param isFilter whether wildcards may stand in it
     * @param predefined what a predefined topic may be on the broker's side when the file does not say
     */
    static TopicSpec read(SectionReader in, boolean isFilter, String predefined) {
        String name = in.find("topic", String.class);
        Integer id = in.find("topic_id", Integer.class);
        String two = in.find("topic_short", String.class);
        if (name != null && !isFilter && (name.indexOf('+') >= 0 || name.indexOf('#') >= 0)) {
            in.problem("topic", "must be a topic name without + and #");
        }
        if (name != null && isFilter && !isFilter(name)) {
            in.problem("topic", "+ and # must stand alone in their level, # at the end");
        }
        if (two != null) {
            if (name != null || id != null) {
                in.problem("topic_short", "cannot stand beside topic or topic_id; a message has one topic");
            }
            return new TopicSpec.ShortName(new Pattern(two));
        }
        if (id != null) {
            return new TopicSpec.Predefined(id, new Pattern(name == null ? predefined : name));
        }
        if (name == null && List.of("topic", "topic_id", "topic_short").stream().noneMatch(in::has)) {
            in.problem("topic", "is missing; give topic, topic_id or topic_short");
        }
        return new TopicSpec.Named(new Pattern(name == null ? "sensors/{client_id}" : name));
    }

    static boolean isFilter(String text) {
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean hasWildcard = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
            boolean isLastHash = levels[i].equals("#") && i == levels.length - 1;
            if (hasWildcard && !levels[i].equals("+") && !isLastHash) {
                return false;
            }
        }
        return true;
    }

    /** Whether a topic with places matches a filter with the same places. */
    static boolean matches(String filter, String topic) {
        String[] filters = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < filters.length; i++) {
            if (filters[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !filters[i].equals("+") && !filters[i].equals(levels[i])) {
                return false;
            }
        }
        return filters.length == levels.length;
    }
}
