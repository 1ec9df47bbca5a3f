package org.sngateway.simulator.conformance.script;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A static method that takes a {@link Scene} and plays one conformance test; it ends normally when the gateway passes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Case {
    /** Group and number, such as SLP-04. Never given to another test. */
    String id();

    /** What the gateway does when it passes, as a sentence. */
    String title();

    /** Section of MQTT-SN 1.2 without the sign, such as 6.14. */
    String section();

    /** The requirements that it shows, such as SN12-SLP-05. */
    String[] covers();

    Level level() default Level.MUST;

    /** Where {@code spec-interpretation.md} says why a SHOULD is none: one of {@link Reading}; empty for a MUST. */
    String reading() default "";

    /** How often the gateway's T_retry passes in it; such tests start first. */
    int retries() default 0;

    /** Whether it may disturb others (floods, what has killed gateways): run when they are done, one at a time. */
    boolean alone() default false;
}
