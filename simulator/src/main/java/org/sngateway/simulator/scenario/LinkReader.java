package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Sentences;
import org.sngateway.gateway.config.Spelling;
import org.sngateway.simulator.link.LinkPresets;
import org.sngateway.simulator.link.LinkSpec;

import java.time.Duration;
import java.util.Set;

/** Reads one link of a file. */
final class LinkReader {
    private final SectionReader in;

    LinkReader(SectionReader in) {
        this.in = in;
    }

    LinkSpec read() {
        LinkSpec base = base();
        Double loss = in.find("loss", Double.class);
        Double duplicate = in.find("duplicate", Double.class);
        Double reorder = in.find("reorder", Double.class);
        Long rate = in.find("rate", Long.class);
        Integer queue = in.find("queue", Integer.class);
        LinkSpec link = new LinkSpec(
                nanos("delay", base.delayNanos()),
                nanos("jitter", base.jitterNanos()),
                loss == null ? base.loss() : loss,
                bursts(base.bursts()),
                duplicate == null ? base.duplicate() : duplicate,
                reorder == null ? base.reorder() : reorder,
                rate == null ? base.rateBitsPerSecond() : rate,
                queue == null ? base.queueDatagrams() : queue,
                nat(base.nat()));
        if (link.jitterNanos() > link.delayNanos()) {
            in.problem("jitter", "must not be longer than delay: nothing arrives before it was sent");
        }
        if (in.has("reorder") && link.reorder() > 0 && link.delayNanos() == 0) {
            in.problem("reorder", "needs a delay: who is not delayed cannot be overtaken");
        }
        return link;
    }

    private LinkSpec base() {
        String like = in.find("like", String.class);
        if (like == null) {
            return LinkSpec.IDEAL;
        }
        LinkPresets.Preset preset = LinkPresets.byName().get(like);
        if (preset == null) {
            in.problem("like", unknown(like, LinkPresets.byName().keySet()));
            return LinkSpec.IDEAL;
        }
        return preset.spec();
    }

    /** Of a name that refers to nothing. */
    static String unknown(String word, Set<String> known) {
        String near = Spelling.nearest(word, known);
        return "does not exist; must be " + Sentences.either(known)
                + (near == null ? "" : " - did you mean " + near + "?");
    }

    private long nanos(String key, long otherwise) {
        Duration value = in.find(key, Duration.class);
        return value == null ? otherwise : value.toNanos();
    }

    private LinkSpec.@Nullable Bursts bursts(LinkSpec.@Nullable Bursts base) {
        if (!in.has("loss_model")) {
            return base;
        }
        SectionReader model = in.section("loss_model", Keys.LOSS_MODEL);
        SectionReader bursts = model.section("gilbert_elliott", Keys.BURSTS);
        return new LinkSpec.Bursts(
                bursts.get("p", Double.class, 0.0),
                bursts.get("r", Double.class, 1.0),
                bursts.get("loss", Double.class, 1.0));
    }

    private LinkSpec.@Nullable Nat nat(LinkSpec.@Nullable Nat base) {
        if (!in.has("nat")) {
            return base;
        }
        SectionReader nat = in.section("nat", Keys.NAT);
        return new LinkSpec.Nat(nat.nanos("timeout", "120s"), nat.get("rebind", Boolean.class, false));
    }
}
