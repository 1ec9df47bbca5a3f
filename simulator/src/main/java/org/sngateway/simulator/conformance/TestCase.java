package org.sngateway.simulator.conformance;

import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Scene;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** One test of the catalogue. */
public final class TestCase {
    private final Case about;
    private final Method script;

    TestCase(Case about, Method script) {
        this.about = about;
        this.script = script;
        script.setAccessible(true);
    }

    public String id() {
        return about.id();
    }

    /** The letters before the number. */
    public String group() {
        return about.id().substring(0, about.id().indexOf('-'));
    }

    public String title() {
        return about.title();
    }

    /** As people cite it: {@code 1.2 §6.14}. */
    public String section() {
        return "1.2 §" + about.section().replace(", ", ", §");
    }

    public List<String> covers() {
        return List.of(about.covers());
    }

    public Level level() {
        return about.level();
    }

    /** The heading of {@code spec-interpretation.md} for a SHOULD, or empty. */
    public String reading() {
        return about.reading();
    }

    public int retries() {
        return about.retries();
    }

    public boolean alone() {
        return about.alone();
    }

    /** Plays it. Returns when the gateway passed, throws a {@link Finding} when not. */
    void play(Scene scene) {
        try {
            script.invoke(null, scene);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("in " + id(), thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("in " + id(), impossible);
        }
    }
}
