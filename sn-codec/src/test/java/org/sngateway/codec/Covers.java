package org.sngateway.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The requirements of MQTT-SN 1.2 that a test shows to hold, by their catalogue ids ({@code SN12-FRM-01}). The table in
 * {@code docs/reference/conformance.md} is made from these annotations.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Covers {
    String[] value();
}
